package io.blindsum.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Alters inputs of a corpus at random: bytes, stretches, numbers and signs of text formats. */
final class Mutator {
  private static final int MOST_MUTATIONS = 5;
  private static final int LONGEST_STRETCH = 64;
  private static final List<String> PIECES =
      List.of(
          "0",
          "-1",
          "9223372036854775807",
          "-9223372036854775808",
          "18446744073709551616",
          "1e400",
          "NaN",
          "Infinity",
          "0x7f",
          "1_0",
          "null",
          "true",
          "\"",
          "'",
          "{",
          "}",
          "[",
          "]",
          "{}",
          "[]",
          "(",
          ")",
          ":",
          ",",
          ";",
          "\n",
          "\r",
          "\t",
          "\0",
          " ",
          "..",
          "&a",
          "*a",
          "!!x",
          "#",
          "- ",
          "\\u0000",
          "\\",
          "=",
          "\u0661",
          "\u202e",
          "\ud83d\ude00",
          "\u00ff");

  private final List<byte[]> corpus;
  private final Random random;

  /**
   * Makes a mutator.
   *
   * @param corpus at least one input
   */
  Mutator(List<byte[]> corpus, Random random) {
    this.corpus = corpus;
    this.random = random;
  }

  /** Returns an altered copy of one of the inputs. */
  byte[] next() {
    byte[] input = anyInput().clone();
    int mutations = 1 + random.nextInt(MOST_MUTATIONS);
    for (int i = 0; i < mutations; i++) {
      input = mutate(input);
    }
    return input;
  }

  private byte[] mutate(byte[] input) {
    if (input.length == 0) {
      return anyInput().clone();
    }
    int at = random.nextInt(input.length);
    int length = Math.min(input.length - at, 1 + random.nextInt(LONGEST_STRETCH));
    return switch (random.nextInt(8)) {
      case 0 -> replace(input, at, 1, new byte[] {(byte) (input[at] ^ 1 << random.nextInt(8))});
      case 1 -> replace(input, at, 1, new byte[] {(byte) random.nextInt()});
      case 2 -> replace(input, at, length, new byte[0]);
      case 3 -> replace(input, at, 0, stretch(input));
      case 4 -> replace(input, at, length, stretch(anyInput()));
      case 5 -> replace(input, at, input.length - at, new byte[0]);
      case 6 -> replace(input, at, 0, piece());
      default -> replace(input, at, Math.min(length, 1 + random.nextInt(4)), piece());
    };
  }

  private byte[] stretch(byte[] from) {
    int at = random.nextInt(from.length + 1);
    int length = Math.min(from.length - at, random.nextInt(LONGEST_STRETCH));
    return Arrays.copyOfRange(from, at, at + length);
  }

  private byte[] piece() {
    return PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
  }

  private byte[] anyInput() {
    return corpus.get(random.nextInt(corpus.size()));
  }

  private static byte[] replace(byte[] input, int at, int length, byte[] with) {
    ByteArrayOutputStream output = new ByteArrayOutputStream(input.length + with.length);
    output.write(input, 0, at);
    output.writeBytes(with);
    output.write(input, at + length, input.length - at - length);
    return output.toByteArray();
  }
}

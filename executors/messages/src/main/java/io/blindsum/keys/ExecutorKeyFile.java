package io.blindsum.keys;

import io.blindsum.paillier.InvalidKeyException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The file of a key of an executor: one JSON object with its two halves, mode 0600. It has no
 * passphrase, because a service starts without people.
 *
 * @param <K> the key
 */
final class ExecutorKeyFile<K> {
  private static final int VERSION = 1;
  private static final String FIX =
      "restore the file, or delete it and let partners know the new one";

  private final String format;
  private final String title;
  private final Supplier<K> generator;
  private final Function<K, String> publicHalf;
  private final Function<K, byte[]> privateHalf;
  private final BiFunction<byte[], String, K> key;

  /**
   * Describes the files of one kind of key.
   *
   * @param format the member that has the version
   * @param title what messages call it
   * @param key makes a key of its private and its public half
   */
  ExecutorKeyFile(
      String format,
      String title,
      Supplier<K> generator,
      Function<K, String> publicHalf,
      Function<K, byte[]> privateHalf,
      BiFunction<byte[], String, K> key) {
    this.format = format;
    this.title = title;
    this.generator = generator;
    this.publicHalf = publicHalf;
    this.privateHalf = privateHalf;
    this.key = key;
  }

  /** Reads the key, or makes one; of executors that start at once, one makes it. */
  K openOrCreate(Path file) {
    if (!exists(file)) {
      try {
        return create(file);
      } catch (KeyFileException e) {
        if (!exists(file)) {
          throw e;
        }
      }
    }
    return read(file);
  }

  private static boolean exists(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  K create(Path file) {
    K made = generator.get();
    byte[] secret = privateHalf.apply(made);
    String text =
        StrictJson.print(
            StrictJson.newObject()
                .put(format, VERSION)
                .put("public", publicHalf.apply(made))
                .put("private", HexFormat.of().formatHex(secret)));
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      CheckedFiles.writeNew(file, bytes, CheckedFiles.PRIVATE_MODE);
    } finally {
      Arrays.fill(secret, (byte) 0);
      Arrays.fill(bytes, (byte) 0);
    }
    return made;
  }

  K read(Path file) {
    byte[] bytes = CheckedFiles.readPrivate(file);
    byte[] secret = new byte[0];
    try {
      StrictJson json = StrictJson.parse("key", new String(bytes, StandardCharsets.UTF_8));
      json.requireOnly(Set.of(format, "public", "private"));
      json.integer(format, VERSION, VERSION);
      secret = HexFormat.of().parseHex(json.string("private"));
      return key.apply(secret, json.string("public"));
    } catch (IllegalArgumentException | InvalidKeyException e) {
      // its text may quote the key
      throw new KeyFileException("not a " + title, CheckedFiles.name(file), FIX);
    } finally {
      Arrays.fill(bytes, (byte) 0);
      Arrays.fill(secret, (byte) 0);
    }
  }
}

package io.blindsum.frame;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The texts of a header: strict UTF-8 of limited length. */
final class HeaderText {
  private HeaderText() {}

  /** Checks a text that people will see printed: short, and with nothing that steers a terminal. */
  static String requireName(String text, String what) {
    if (text.codePoints().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(what + " has a control character");
    }
    return requireLength(text, FrameDescriptor.MAX_NAME_BYTES, what);
  }

  static String requireLength(String text, int maxBytes, String what) {
    int length = encode(text, what).length;
    if (length > maxBytes) {
      throw new IllegalArgumentException(
          what + " has " + length + " bytes; at most " + maxBytes + " expected");
    }
    return text;
  }

  static byte[] encode(String text, String what) {
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      return copy;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(what + " is not Unicode text", e);
    }
  }

  static String decode(byte[] bytes, String what) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(what + " is not UTF-8", e);
    }
  }
}

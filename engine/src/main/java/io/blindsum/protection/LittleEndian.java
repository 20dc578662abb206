package io.blindsum.protection;

import java.math.BigInteger;

/** The text and the numbers of public keys: RFC 7748 and RFC 8032 put the least byte first. */
final class LittleEndian {
  private LittleEndian() {}

  /** Tells whether a text is so many bytes in lowercase hex digits. */
  static boolean isHex(String text, int bytes) {
    return text.length() == 2 * bytes
        && text.chars().allMatch(c -> "0123456789abcdef".indexOf(c) >= 0);
  }

  /** Returns the number, at least 0, that bytes are. */
  static BigInteger number(byte[] littleEndian) {
    byte[] bigEndian = new byte[littleEndian.length];
    for (int i = 0; i < bigEndian.length; i++) {
      bigEndian[i] = littleEndian[bigEndian.length - 1 - i];
    }
    return new BigInteger(1, bigEndian);
  }

  /** Returns a number of at least 0 in so many bytes; what does not fit is left out. */
  static byte[] bytes(BigInteger number, int size) {
    byte[] bigEndian = number.toByteArray();
    byte[] littleEndian = new byte[size];
    for (int i = 0; i < Math.min(bigEndian.length, size); i++) {
      littleEndian[i] = bigEndian[bigEndian.length - 1 - i];
    }
    return littleEndian;
  }
}

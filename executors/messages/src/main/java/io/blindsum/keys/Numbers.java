package io.blindsum.keys;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Numbers as members of JSON documents: big-endian, of one width, as canonical base64. */
final class Numbers {
  private Numbers() {}

  /** Writes numbers from 0 to what the width holds. */
  static String base64(List<BigInteger> numbers, int width) {
    byte[] bytes = new byte[Math.multiplyExact(numbers.size(), width)];
    for (int i = 0; i < numbers.size(); i++) {
      copyRight(numbers.get(i), bytes, (i + 1) * width);
    }
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Writes a number so that it ends before a place of an array of zeros. */
  static void copyRight(BigInteger number, byte[] target, int end) {
    byte[] bytes = number.toByteArray();
    int signByte = bytes[0] == 0 ? 1 : 0;
    int length = bytes.length - signByte;
    System.arraycopy(bytes, signByte, target, end - length, length);
    Arrays.fill(bytes, (byte) 0);
  }

  static List<BigInteger> read(StrictJson object, String member, int width) {
    byte[] bytes = KeyLock.bytes(object, member);
    if (bytes.length % width != 0) {
      throw object.fault(member, "not a whole number of blocks of " + width + " bytes");
    }
    List<BigInteger> numbers = new ArrayList<>();
    for (int from = 0; from < bytes.length; from += width) {
      numbers.add(new BigInteger(1, bytes, from, width));
    }
    return numbers;
  }
}

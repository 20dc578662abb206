package io.blindsum.protection;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;

/**
 * Computes {@code v + a - b mod n} on integers of a fixed width, in place and without an object.
 *
 * <p>{@code a} and {@code b} are unreduced: the difference is a small multiple of {@code n} away
 * from the result. The multiple is estimated from the leading words, so that one pass over the
 * words does it all; where the estimate rounded over the result, a second one corrects it by one.
 * Safe for use by many threads.
 */
final class MaskedSum {
  private static final VarHandle BIG_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LITTLE_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long UNSIGNED = 0xffff_ffffL;
  private static final double WORD = 0x1p32;

  private final int words;
  // little-endian
  private final int[] modulus;
  // the word above the modulus' first one
  private final int lead;
  private final double modulusLead;

  /**
   * Makes an adder.
   *
   * @param modulus of at least 64 bits
   * @param bytes the width of an operand: a multiple of 4, with room for 8 bits more than the
   *     modulus has
   */
  MaskedSum(BigInteger modulus, int bytes) {
    this.words = bytes / Integer.BYTES;
    this.modulus = new int[words];
    for (int i = 0; i < words; i++) {
      this.modulus[i] = modulus.shiftRight(Integer.SIZE * i).intValue();
    }
    this.lead = (modulus.bitLength() - 1) / Integer.SIZE + 1;
    this.modulusLead =
        leading(0, this.modulus[lead - 1] & UNSIGNED, this.modulus[lead - 2] & UNSIGNED);
  }

  /**
   * Replaces {@code v} by {@code v + a - b mod n}.
   *
   * @param value {@code v}, in [0, n), as a big-endian integer
   * @param masks has {@code a} at one offset and {@code b} at the other, both below {@code 256 n},
   *     as little-endian integers
   */
  void add(byte[] value, byte[] masks, int offsetOfA, int offsetOfB) {
    long multiple = estimate(value, masks, offsetOfA, offsetOfB);
    long carry = 0;
    for (int i = 0; i < words; i++) {
      carry +=
          difference(value, masks, offsetOfA, offsetOfB, i) - multiple * (modulus[i] & UNSIGNED);
      BIG_ENDIAN.set(value, Integer.BYTES * (words - 1 - i), (int) carry);
      carry >>= Integer.SIZE;
    }
    if (carry < 0) {
      subtractMultiple(value, -1);
    } else if (isNotBelowModulus(value)) {
      subtractMultiple(value, 1);
    }
  }

  private long estimate(byte[] value, byte[] masks, int offsetOfA, int offsetOfB) {
    double numerator =
        leading(
            lead < words ? difference(value, masks, offsetOfA, offsetOfB, lead) : 0,
            difference(value, masks, offsetOfA, offsetOfB, lead - 1),
            difference(value, masks, offsetOfA, offsetOfB, lead - 2));
    return (long) Math.floor(numerator / modulusLead);
  }

  private long difference(byte[] value, byte[] masks, int offsetOfA, int offsetOfB, int word) {
    int at = Integer.BYTES * word;
    return word(value, word)
        + ((int) LITTLE_ENDIAN.get(masks, offsetOfA + at) & UNSIGNED)
        - ((int) LITTLE_ENDIAN.get(masks, offsetOfB + at) & UNSIGNED);
  }

  private long word(byte[] value, int word) {
    return (int) BIG_ENDIAN.get(value, Integer.BYTES * (words - 1 - word)) & UNSIGNED;
  }

  private void subtractMultiple(byte[] value, int multiple) {
    long carry = 0;
    for (int i = 0; i < words; i++) {
      carry += word(value, i) - multiple * (modulus[i] & UNSIGNED);
      BIG_ENDIAN.set(value, Integer.BYTES * (words - 1 - i), (int) carry);
      carry >>= Integer.SIZE;
    }
  }

  private boolean isNotBelowModulus(byte[] value) {
    for (int i = words - 1; i >= 0; i--) {
      long order = word(value, i) - (modulus[i] & UNSIGNED);
      if (order != 0) {
        return order > 0;
      }
    }
    return true;
  }

  /** Returns the leading words of a number, in units of the last of them. */
  private static double leading(long first, long second, long third) {
    return (first * WORD + second) * WORD + third;
  }
}

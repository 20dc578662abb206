package io.blindsum.protection;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Computes {@code v + a - b mod n} on big-endian integers of a fixed width, without an object a
 * value.
 *
 * <p>{@code a} and {@code b} are unreduced: the difference is a small multiple of {@code n} away
 * from the result. The multiple is estimated from the leading 96 bits, and corrected by one where
 * the estimate rounded over it. Not for use by several threads.
 */
final class MaskedSum {
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final long UNSIGNED = 0xffff_ffffL;
  private static final double WORD = 0x1p32;

  private final int words;
  // little-endian, with one word more for the sign
  private final int[] modulus;
  private final int[] sum;
  // the word above the modulus' first one
  private final int lead;
  private final double modulusLead;

  /**
   * Makes an adder.
   *
   * @param modulus of at least 64 bits
   * @param bytes of each operand: a multiple of 4, with room for the modulus and 8 bits more
   */
  MaskedSum(BigInteger modulus, int bytes) {
    this.words = bytes / Integer.BYTES;
    this.modulus = new int[words + 1];
    for (int i = 0; i < words; i++) {
      this.modulus[i] = modulus.shiftRight(Integer.SIZE * i).intValue();
    }
    this.sum = new int[words + 1];
    this.lead = (modulus.bitLength() - 1) / Integer.SIZE + 1;
    this.modulusLead = leading(this.modulus);
  }

  /**
   * Replaces {@code v} by {@code v + a - b mod n}.
   *
   * @param value {@code v}, in [0, n)
   * @param masks has {@code a} at one offset and {@code b} at the other, both below {@code 256 n}
   */
  void add(byte[] value, byte[] masks, int offsetOfA, int offsetOfB) {
    long carry = 0;
    int at = Integer.BYTES * words;
    for (int i = 0; i < words; i++) {
      at -= Integer.BYTES;
      carry += word(value, at) + word(masks, offsetOfA + at) - word(masks, offsetOfB + at);
      sum[i] = (int) carry;
      carry >>= Integer.SIZE;
    }
    sum[words] = (int) carry;
    reduce();
    at = Integer.BYTES * words;
    for (int i = 0; i < words; i++) {
      at -= Integer.BYTES;
      WORDS.set(value, at, sum[i]);
    }
  }

  /** Overwrites what the last sum left here. */
  void wipe() {
    Arrays.fill(sum, 0);
  }

  private void reduce() {
    subtractMultiple((int) Math.floor(leading(sum) / modulusLead));
    if (sum[words] < 0) {
      subtractMultiple(-1);
    } else if (isNotBelowModulus()) {
      subtractMultiple(1);
    }
  }

  private void subtractMultiple(int multiple) {
    long carry = 0;
    for (int i = 0; i <= words; i++) {
      carry += (sum[i] & UNSIGNED) - multiple * (modulus[i] & UNSIGNED);
      sum[i] = (int) carry;
      carry >>= Integer.SIZE;
    }
  }

  private boolean isNotBelowModulus() {
    for (int i = words; i >= 0; i--) {
      int order = Integer.compareUnsigned(sum[i], modulus[i]);
      if (order != 0) {
        return order > 0;
      }
    }
    return true;
  }

  /** Returns the leading words of a number, in units of the last of them. */
  private double leading(int[] number) {
    return (number[lead] * WORD + (number[lead - 1] & UNSIGNED)) * WORD
        + (number[lead - 2] & UNSIGNED);
  }

  private static long word(byte[] bytes, int at) {
    return (int) WORDS.get(bytes, at) & UNSIGNED;
  }
}

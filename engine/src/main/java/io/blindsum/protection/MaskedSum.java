package io.blindsum.protection;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Computes {@code v + a - b mod n} on integers of a fixed width, without an object a value.
 *
 * <p>{@code a} and {@code b} are unreduced: the difference is a small multiple of {@code n} away
 * from the result. The multiple is estimated from the leading words, and corrected by one where the
 * estimate rounded over it. Not for use by several threads.
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
   * @param modulus of at least 64 bits, in one word more than the operands have; shared
   * @param modulusBits its bits; the operands have room for 8 bits more
   */
  MaskedSum(int[] modulus, int modulusBits) {
    this.words = modulus.length - 1;
    this.modulus = modulus;
    this.sum = new int[words + 1];
    this.lead = (modulusBits - 1) / Integer.SIZE + 1;
    this.modulusLead = leading(modulus);
  }

  /** Returns a number as little-endian words. */
  static int[] words(BigInteger number, int count) {
    int[] words = new int[count];
    for (int i = 0; i < count; i++) {
      words[i] = number.shiftRight(Integer.SIZE * i).intValue();
    }
    return words;
  }

  /**
   * Replaces {@code v} by {@code v + a - b mod n}.
   *
   * @param value {@code v}, in [0, n), as a big-endian integer
   * @param masks has {@code a} at one offset and {@code b} at the other, both below {@code 256 n},
   *     as little-endian words
   */
  void add(byte[] value, int[] masks, int offsetOfA, int offsetOfB) {
    int[] target = sum;
    int last = words - 1;
    long carry = 0;
    for (int i = 0; i <= last; i++) {
      long v = (int) WORDS.get(value, Integer.BYTES * (last - i)) & UNSIGNED;
      carry += v + (masks[offsetOfA + i] & UNSIGNED) - (masks[offsetOfB + i] & UNSIGNED);
      target[i] = (int) carry;
      carry >>= Integer.SIZE;
    }
    target[words] = (int) carry;
    reduce();
    for (int i = 0; i <= last; i++) {
      WORDS.set(value, Integer.BYTES * (last - i), target[i]);
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
    int[] target = sum;
    int[] n = modulus;
    long carry = 0;
    for (int i = 0; i <= words; i++) {
      carry += (target[i] & UNSIGNED) - multiple * (n[i] & UNSIGNED);
      target[i] = (int) carry;
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
}

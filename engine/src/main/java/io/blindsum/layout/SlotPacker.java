package io.blindsum.layout;

import io.blindsum.encoding.EncodingOverflowException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;

/**
 * Packs unsigned integers into one plaintext: a slot is {@code width} bits from bit {@code bit} up,
 * bit 0 being the least significant of the plaintext.
 */
final class SlotPacker {
  private static final int VALUE_BITS = 128;

  private final int capacityBits;
  // little-endian, and two more for what a value of 128 bits may touch beyond its slot
  private final long[] limbs;

  /** Packs plaintexts below {@code 2^capacityBits}. */
  SlotPacker(int capacityBits) {
    this.capacityBits = capacityBits;
    this.limbs = new long[(capacityBits + Long.SIZE - 1) / Long.SIZE + 2];
  }

  /**
   * Adds a value to a slot, whose sum has to stay below {@code 2^width}.
   *
   * @param high the upper 64 bits of the unsigned value
   * @param low the lower 64 bits
   * @throws EncodingOverflowException if the value alone does not fit into the slot
   */
  void add(int bit, int width, long high, long low) {
    Objects.checkFromIndexSize(bit, width, capacityBits);
    if (width < VALUE_BITS && bitLength(high, low) > width) {
      throw new EncodingOverflowException("a value is too wide for its slot of " + width + " bits");
    }
    int limb = bit / Long.SIZE;
    int shift = bit % Long.SIZE;
    long carry;
    if (shift == 0) {
      carry = addTo(limb, low, 0);
      carry = addTo(limb + 1, high, carry);
    } else {
      int rest = Long.SIZE - shift;
      carry = addTo(limb, low << shift, 0);
      carry = addTo(limb + 1, (low >>> rest) | (high << shift), carry);
      carry = addTo(limb + 2, high >>> rest, carry);
      limb++;
    }
    for (limb += 2; carry != 0; limb++) {
      carry = addTo(limb, 0, carry);
    }
  }

  /** Adds to one limb; returns the carry, 0 or 1. */
  private long addTo(int limb, long value, long carry) {
    long before = limbs[limb];
    long sum = before + value + carry;
    limbs[limb] = sum;
    // the majority of the top bits of both operands and of the inverted sum
    return ((before & value) | ((before | value) & ~sum)) >>> (Long.SIZE - 1);
  }

  /** Sets all slots to 0. */
  void clear() {
    Arrays.fill(limbs, 0);
  }

  /**
   * Writes the plaintext as one big-endian block.
   *
   * @param bytes a big-endian buffer; its position is not moved
   * @param blockBytes at least as many as the capacity needs
   */
  void writeTo(ByteBuffer bytes, int offset, int blockBytes) {
    int limb = 0;
    int end = offset + blockBytes;
    for (; end - Long.BYTES >= offset; limb++) {
      end -= Long.BYTES;
      bytes.putLong(end, limb < limbs.length ? limbs[limb] : 0);
    }
    long rest = limb < limbs.length ? limbs[limb] : 0;
    while (end > offset) {
      bytes.put(--end, (byte) rest);
      rest >>>= Byte.SIZE;
    }
  }

  /** Reads a slot of a plaintext or of a sum of plaintexts. */
  static BigInteger slot(BigInteger packed, int bit, int width) {
    BigInteger mask = BigInteger.ONE.shiftLeft(width).subtract(BigInteger.ONE);
    return packed.shiftRight(bit).and(mask);
  }

  /**
   * Returns the bits that the sum of {@code addends} values, each at most {@code bound}, can need.
   */
  static int sumBits(BigInteger bound, long addends) {
    return bound.multiply(BigInteger.valueOf(addends)).bitLength();
  }

  private static int bitLength(long high, long low) {
    return high == 0
        ? Long.SIZE - Long.numberOfLeadingZeros(low)
        : 2 * Long.SIZE - Long.numberOfLeadingZeros(high);
  }
}

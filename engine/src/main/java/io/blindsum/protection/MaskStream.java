package io.blindsum.protection;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The pseudo-random function {@code F(k, position, i)} into the integers modulo {@code n}, as
 * unreduced representatives.
 *
 * <p>A candidate is the low {@code |n| + 8} bits of AES-256-CTR output, read as a little-endian
 * integer; the first candidate below the greatest multiple of {@code n} in that range is taken, so
 * that its residue is exactly uniform (NIST FIPS 186-5, appendix A.2.2, testing candidates). At
 * most one candidate in 128 is not. The counter is {@code position | attempt | i * blocks}, 32 + 32
 * + 64 bits: no two of them meet.
 */
final class MaskStream {
  /** The bits of a candidate beyond those of {@code n}. */
  static final int EXTRA_BITS = 8;

  private static final int AES_BLOCK_BYTES = 16;

  private final byte[] key;
  private final int candidateBytes;
  private final int strideBytes;
  private final byte topMask;
  // little-endian, as the candidates
  private final byte[] limit;

  /**
   * Makes a stream.
   *
   * @param key 32 bytes, shared
   */
  MaskStream(byte[] key, BigInteger modulus) {
    int bits = modulus.bitLength() + EXTRA_BITS;
    this.key = key;
    this.candidateBytes = (bits + 7) / 8;
    this.strideBytes = -Math.floorDiv(-candidateBytes, AES_BLOCK_BYTES) * AES_BLOCK_BYTES;
    this.topMask = (byte) (0xff >>> (8 * candidateBytes - bits));
    BigInteger range = BigInteger.ONE.shiftLeft(bits);
    BigInteger greatest = range.subtract(range.mod(modulus));
    this.limit = new byte[candidateBytes];
    for (int i = 0; i < limit.length; i++) {
      limit[i] = greatest.shiftRight(Byte.SIZE * i).byteValue();
    }
  }

  /** Returns the bytes of one value: a multiple of 16, with zeros above the value. */
  int valueBytes() {
    return strideBytes;
  }

  /**
   * Writes the values of consecutive indices as little-endian integers.
   *
   * @param out values of {@link #valueBytes} each, zeros where they are written
   * @param slot the first value to write
   * @param index in [0, 2^63 / blocks)
   */
  void write(byte[] out, int slot, int count, int position, long index) {
    draw(out, slot, count, position, 0, index);
    for (int i = slot; i < slot + count; i++) {
      for (int attempt = 1; isRejected(out, i); attempt++) {
        Arrays.fill(out, i * strideBytes, (i + 1) * strideBytes, (byte) 0);
        draw(out, i, 1, position, attempt, index + i - slot);
      }
    }
  }

  private void draw(byte[] zeros, int slot, int count, int position, int attempt, long index) {
    int from = slot * strideBytes;
    int to = from + count * strideBytes;
    try {
      aes(position, attempt, index).update(zeros, from, to - from, zeros, from);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-CTR failed", e);
    }
    for (int at = from; at < to; at += strideBytes) {
      zeros[at + candidateBytes - 1] &= topMask;
      Arrays.fill(zeros, at + candidateBytes, at + strideBytes, (byte) 0);
    }
  }

  private Cipher aes(int position, int attempt, long index) throws GeneralSecurityException {
    long block = Math.multiplyExact(index, (long) (strideBytes / AES_BLOCK_BYTES));
    byte[] counter =
        ByteBuffer.allocate(AES_BLOCK_BYTES)
            .putInt(position)
            .putInt(attempt)
            .putLong(block)
            .array();
    Cipher aes = Cipher.getInstance("AES/CTR/NoPadding");
    aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(counter));
    return aes;
  }

  private boolean isRejected(byte[] values, int slot) {
    for (int i = candidateBytes - 1; i >= 0; i--) {
      int order = Byte.compareUnsigned(values[slot * strideBytes + i], limit[i]);
      if (order != 0) {
        return order > 0;
      }
    }
    return true;
  }
}

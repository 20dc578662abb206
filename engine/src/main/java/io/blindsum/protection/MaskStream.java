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
 * <p>A candidate is the low {@code |n| + 8} bits of AES-256-CTR output; the first candidate below
 * the greatest multiple of {@code n} in that range is taken, so that its residue is exactly uniform
 * (NIST FIPS 186-5, appendix A.2.2, testing candidates). At most one candidate in 128 is not. The
 * counter is {@code position | attempt | i * blocks}, 32 + 32 + 64 bits: no two of them meet.
 */
final class MaskStream {
  /** The bits of a candidate beyond those of {@code n}. */
  static final int EXTRA_BITS = 8;

  private static final int AES_BLOCK_BYTES = 16;

  private final byte[] key;
  private final int candidateBytes;
  private final int strideBytes;
  private final byte topMask;
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
    this.limit = bigEndian(range.subtract(range.mod(modulus)), strideBytes);
  }

  /** Returns the bytes of one value: a multiple of 16, with zeros at the front. */
  int strideBytes() {
    return strideBytes;
  }

  /**
   * Writes the values of consecutive indices as big-endian integers.
   *
   * @param out values of {@link #strideBytes} each
   * @param slot the first value to write
   * @param index in [0, 2^63 / blocks)
   */
  void write(byte[] out, int slot, int count, int position, long index) {
    encrypt(out, slot, count, position, 0, index);
    for (int i = slot; i < slot + count; i++) {
      long at = index + (i - slot);
      for (int attempt = 1; isRejected(out, i); attempt++) {
        encrypt(out, i, 1, position, attempt, at);
      }
    }
  }

  private void encrypt(byte[] out, int slot, int count, int position, int attempt, long index) {
    int offset = slot * strideBytes;
    int length = count * strideBytes;
    Arrays.fill(out, offset, offset + length, (byte) 0);
    try {
      aes(position, attempt, index).update(out, offset, length, out, offset);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-CTR failed", e);
    }
    for (int i = slot; i < slot + count; i++) {
      int top = (i + 1) * strideBytes - candidateBytes;
      Arrays.fill(out, i * strideBytes, top, (byte) 0);
      out[top] &= topMask;
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
    int from = slot * strideBytes;
    return Arrays.compareUnsigned(values, from, from + strideBytes, limit, 0, strideBytes) >= 0;
  }

  private static byte[] bigEndian(BigInteger value, int bytes) {
    byte[] magnitude = value.toByteArray();
    byte[] padded = new byte[bytes];
    int length = Math.min(bytes, magnitude.length);
    System.arraycopy(magnitude, magnitude.length - length, padded, bytes - length, length);
    return padded;
  }
}

package io.blindsum.protection;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
  // little-endian words, as the candidates
  private final int[] limit;

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
    this.limit = MaskedSum.words(range.subtract(range.mod(modulus)), words());
  }

  /** Returns the words of one value: a multiple of 4, with zeros above the value. */
  int words() {
    return strideBytes / Integer.BYTES;
  }

  /**
   * Writes the values of consecutive indices as little-endian words.
   *
   * @param out values of {@link #words} each
   * @param slot the first value to write
   * @param index in [0, 2^63 / blocks)
   */
  void write(int[] out, int slot, int count, int position, long index) {
    byte[] candidates = new byte[count * strideBytes];
    draw(candidates, out, slot, position, 0, index);
    Arrays.fill(candidates, (byte) 0);
    for (int i = 0; i < count; i++) {
      redraw(out, slot + i, position, index + i);
    }
  }

  private void redraw(int[] out, int slot, int position, long index) {
    byte[] candidate = new byte[0];
    for (int attempt = 1; isRejected(out, slot); attempt++) {
      candidate = new byte[strideBytes];
      draw(candidate, out, slot, position, attempt, index);
    }
    Arrays.fill(candidate, (byte) 0);
  }

  private void draw(byte[] zeros, int[] out, int slot, int position, int attempt, long index) {
    try {
      aes(position, attempt, index).update(zeros, 0, zeros.length, zeros, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-CTR failed", e);
    }
    for (int at = 0; at < zeros.length; at += strideBytes) {
      zeros[at + candidateBytes - 1] &= topMask;
      Arrays.fill(zeros, at + candidateBytes, at + strideBytes, (byte) 0);
    }
    ByteBuffer.wrap(zeros)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asIntBuffer()
        .get(out, slot * words(), zeros.length / Integer.BYTES);
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

  private boolean isRejected(int[] values, int slot) {
    int from = slot * words();
    for (int i = words() - 1; i >= 0; i--) {
      int order = Integer.compareUnsigned(values[from + i], limit[i]);
      if (order != 0) {
        return order > 0;
      }
    }
    return true;
  }
}

package io.blindsum.arith;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Draws uniform numbers from the operating system's random source, and from nothing else.
 *
 * <p>Each draw is compared with the one before it: a source that repeats itself, returns zeros or
 * fails is refused, because two ciphertexts with the same randomness tell the difference of their
 * plaintexts. Safe for use by many threads.
 */
public final class OsRandom {
  private static final int WITNESS_BYTES = 16;

  private final Consumer<byte[]> source;
  private byte[] previous = new byte[WITNESS_BYTES];

  OsRandom(Consumer<byte[]> source) {
    this.source = source;
  }

  /** Opens the operating system's source. */
  public static OsRandom open() {
    return new OsRandom(osSource()::nextBytes);
  }

  private static SecureRandom osSource() {
    try {
      // reads /dev/urandom, and so never hands out a state that a copied machine would share
      return SecureRandom.getInstance("NativePRNGNonBlocking");
    } catch (NoSuchAlgorithmException e) {
      // Windows: the default is the system's own generator
      return new SecureRandom();
    }
  }

  /**
   * Returns bytes.
   *
   * @param count at least 1
   * @throws RandomSourceException if the source fails or repeats itself
   */
  public byte[] bytes(int count) {
    byte[] drawn = new byte[Math.max(count, WITNESS_BYTES)];
    try {
      source.accept(drawn);
    } catch (RuntimeException e) {
      throw new RandomSourceException("failed", e);
    }
    check(drawn);
    return drawn.length == count ? drawn : Arrays.copyOf(drawn, count);
  }

  /** Returns a uniform number of exactly {@code bits} random bits. */
  public BigInteger bits(int bits) {
    byte[] magnitude = bytes((bits + 7) / 8);
    magnitude[0] &= (byte) (0xff >>> (8 * magnitude.length - bits));
    return new BigInteger(1, magnitude);
  }

  /**
   * Returns a uniform number in [1, bound), by rejection, so that no value is likelier than
   * another.
   *
   * @param bound at least 2
   */
  public BigInteger positiveBelow(BigInteger bound) {
    while (true) {
      BigInteger candidate = bits(bound.bitLength());
      if (candidate.signum() > 0 && candidate.compareTo(bound) < 0) {
        return candidate;
      }
    }
  }

  /** Fills each block with a uniform number in [1, bound). */
  public void fillPositiveBelow(BlockArray blocks, BigInteger bound) {
    for (int i = 0; i < blocks.count(); i++) {
      blocks.set(i, positiveBelow(bound));
    }
  }

  /**
   * Fills each block with a uniform number in [0, 2^bits).
   *
   * @param bits 1 to 8 bits a byte of a block; the bytes above are zero
   */
  public void fillBits(BlockArray blocks, int bits) {
    int width = blocks.blockBytes();
    int used = (bits + 7) / 8;
    if (bits < 1 || used > width) {
      throw new IllegalArgumentException(
          bits + " bits do not fit into a block of " + width + " bytes");
    }
    if (blocks.count() == 0) {
      return;
    }
    byte[] drawn = bytes(Math.multiplyExact(blocks.count(), used));
    byte topMask = (byte) (0xff >>> (8 * used - bits));
    ByteBuffer target = blocks.bytes();
    blocks.wipe();
    for (int i = 0; i < blocks.count(); i++) {
      drawn[i * used] &= topMask;
      target.put((i + 1) * width - used, drawn, i * used, used);
    }
    Arrays.fill(drawn, (byte) 0);
  }

  private synchronized void check(byte[] drawn) {
    byte[] witness = Arrays.copyOf(drawn, WITNESS_BYTES);
    byte[] last = Arrays.copyOfRange(drawn, drawn.length - WITNESS_BYTES, drawn.length);
    boolean stuck = Arrays.equals(witness, previous) || allEqual(witness) || allEqual(last);
    if (stuck) {
      throw new RandomSourceException("repeats itself");
    }
    previous = witness;
  }

  private static boolean allEqual(byte[] bytes) {
    for (byte b : bytes) {
      if (b != bytes[0]) {
        return false;
      }
    }
    return true;
  }
}

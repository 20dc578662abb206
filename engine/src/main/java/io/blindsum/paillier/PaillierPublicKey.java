package io.blindsum.paillier;

import java.math.BigInteger;
import java.security.MessageDigest;

/**
 * A Paillier public key: the modulus {@code n}; the generator is {@code n + 1}.
 *
 * <p>Construction checks only what arithmetic needs (odd, {@value #MIN_BITS} to {@value #MAX_BITS}
 * bits). Whether a key from outside may be used is the question of {@link KeyGate}.
 */
public final class PaillierPublicKey implements EncryptionKey {
  /** The smallest modulus that the engine computes with, in bits; far below any secure size. */
  public static final int MIN_BITS = 256;

  /** The largest modulus, in bits. */
  public static final int MAX_BITS = 8192;

  private final BigInteger modulus;
  private final BigInteger modulusSquared;
  private final String fingerprint;

  private PaillierPublicKey(BigInteger modulus) {
    this.modulus = modulus;
    this.modulusSquared = modulus.multiply(modulus);
    this.fingerprint = fingerprint(modulus);
  }

  /**
   * Makes a key of its modulus.
   *
   * @param modulus odd, of {@value #MIN_BITS} to {@value #MAX_BITS} bits
   * @throws InvalidKeyException if it is not
   */
  public static PaillierPublicKey of(BigInteger modulus) {
    int bits = modulus.bitLength();
    if (modulus.signum() <= 0 || bits < MIN_BITS || bits > MAX_BITS) {
      throw new InvalidKeyException(
          "n has " + bits + " bits; " + MIN_BITS + " to " + MAX_BITS + " expected");
    }
    if (!modulus.testBit(0)) {
      throw new InvalidKeyException("n is even");
    }
    return new PaillierPublicKey(modulus);
  }

  /** Returns {@code n}. */
  public BigInteger modulus() {
    return modulus;
  }

  /** Returns {@code n^2}. */
  public BigInteger modulusSquared() {
    return modulusSquared;
  }

  public int modulusBits() {
    return modulus.bitLength();
  }

  /** Returns the width of a plaintext block: {@code ceil(modulusBits / 8)}. */
  public int plaintextBytes() {
    return (modulusBits() + 7) / 8;
  }

  /** Returns the width of a ciphertext block: twice {@link #plaintextBytes()}. */
  public int ciphertextBytes() {
    return 2 * plaintextBytes();
  }

  /** Returns SHA-256 of {@code n} as minimal big-endian bytes, in 64 lowercase hex digits. */
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public PaillierPublicKey publicKey() {
    return this;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PaillierPublicKey key && modulus.equals(key.modulus);
  }

  @Override
  public int hashCode() {
    return modulus.hashCode();
  }

  @Override
  public String toString() {
    return "Paillier public key " + fingerprint.substring(0, 8) + ", " + modulusBits() + " bits";
  }

  private static String fingerprint(BigInteger modulus) {
    byte[] bytes = modulus.toByteArray();
    int signByte = bytes[0] == 0 ? 1 : 0;
    MessageDigest sha256 = Sha256.open();
    sha256.update(bytes, signByte, bytes.length - signByte);
    return Sha256.hex(sha256.digest());
  }
}

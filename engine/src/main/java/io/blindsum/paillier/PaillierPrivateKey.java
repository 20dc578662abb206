package io.blindsum.paillier;

import java.math.BigInteger;

/**
 * A Paillier private key: the two primes of {@code n = p q}.
 *
 * <p>Neither {@link #toString} nor any exception tells a digit of them. The primes live on the Java
 * heap, which nobody can wipe: whoever can read this process can read them.
 */
public final class PaillierPrivateKey implements EncryptionKey {
  private final BigInteger p;
  private final BigInteger q;
  private final PaillierPublicKey publicKey;

  private PaillierPrivateKey(BigInteger p, BigInteger q) {
    this.p = p;
    this.q = q;
    this.publicKey = PaillierPublicKey.of(p.multiply(q));
  }

  /**
   * Makes a key of two primes.
   *
   * @throws InvalidKeyException if they are equal or not prime, if {@code n} is out of size, or if
   *     {@code gcd(n, (p-1)(q-1))} is not 1, so that decryption would not be unique
   */
  public static PaillierPrivateKey of(BigInteger p, BigInteger q) {
    if (p.equals(q)) {
      throw new InvalidKeyException("p equals q");
    }
    int bits = p.bitLength() + q.bitLength();
    if (p.signum() < 1 || q.signum() < 1 || bits > PaillierPublicKey.MAX_BITS + 1) {
      throw new InvalidKeyException("p and q are not two primes of a usable size");
    }
    requirePrime(p, "p");
    requirePrime(q, "q");
    PaillierPrivateKey key =
        p.compareTo(q) < 0 ? new PaillierPrivateKey(p, q) : new PaillierPrivateKey(q, p);
    BigInteger phi = p.subtract(BigInteger.ONE).multiply(q.subtract(BigInteger.ONE));
    if (!key.publicKey.modulus().gcd(phi).equals(BigInteger.ONE)) {
      throw new InvalidKeyException("n shares a factor with (p-1)(q-1)");
    }
    return key;
  }

  /** Returns the smaller prime. */
  public BigInteger p() {
    return p;
  }

  /** Returns the larger prime. */
  public BigInteger q() {
    return q;
  }

  /**
   * Tells whether both primes are 3 modulo 4 with {@code gcd(p-1, q-1) = 2}, the form that the
   * fixed-base blinding of Damgård, Jurik and Nielsen needs (Int. J. Inf. Secur. 9, 2010, section
   * 4.2).
   */
  public boolean isBlumForm() {
    BigInteger two = BigInteger.TWO;
    return p.testBit(1)
        && q.testBit(1)
        && p.subtract(BigInteger.ONE).gcd(q.subtract(BigInteger.ONE)).equals(two);
  }

  /** Tells whether both primes are safe: {@code (p-1)/2} and {@code (q-1)/2} are primes too. */
  public boolean isOfSafePrimes() {
    return p.shiftRight(1).isProbablePrime(128) && q.shiftRight(1).isProbablePrime(128);
  }

  @Override
  public PaillierPublicKey publicKey() {
    return publicKey;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PaillierPrivateKey key && publicKey.equals(key.publicKey);
  }

  @Override
  public int hashCode() {
    return publicKey.hashCode();
  }

  @Override
  public String toString() {
    return "private half of " + publicKey;
  }

  private static void requirePrime(BigInteger factor, String name) {
    if (!factor.testBit(0) || !factor.isProbablePrime(128)) {
      throw new InvalidKeyException(name + " is not prime");
    }
  }
}

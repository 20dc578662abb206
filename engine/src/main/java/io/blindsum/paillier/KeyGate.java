package io.blindsum.paillier;

import io.blindsum.paillier.factoring.FactorSearch;
import io.blindsum.paillier.proof.KeyCertificate;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Decides whether a modulus from outside may be used as a public key, before anything is encrypted
 * under it and before a native library sees it.
 *
 * <p>It refuses what {@code n} alone gives away: the defects of {@link KeyDefect}, in a few tens of
 * milliseconds at 3072 bits. Primes that seconds of work find are {@link FactorSearch}'s, once a
 * key. Large factors (three primes, unequal ones, {@code gcd(n, phi) > 1}) cannot be seen from
 * {@code n}: a {@link KeyCertificate} and a list of approved keys are the answers to those.
 *
 * <p>A gate remembers the moduli it admitted and refuses one that shares a prime with any of them.
 * Safe for use by many threads.
 */
public final class KeyGate {
  private final int floorBits;
  private final boolean admitsPublished;

  private final Set<BigInteger> seen = new HashSet<>();
  private BigInteger productOfSeen = BigInteger.ONE;

  private KeyGate(int floorBits, boolean admitsPublished) {
    this.floorBits = floorBits;
    this.admitsPublished = admitsPublished;
  }

  /**
   * Returns a gate for keys that protect data: at least {@value PaillierParameters#FLOOR_BITS}
   * bits, and no key whose private half was published.
   */
  public static KeyGate standard() {
    return new KeyGate(PaillierParameters.FLOOR_BITS, false);
  }

  /**
   * Returns a gate for looking at a key without using it: as {@link #standard()}, but it admits
   * published keys. Ask {@link #isPublished} and warn.
   */
  public static KeyGate forInspection() {
    return new KeyGate(PaillierParameters.FLOOR_BITS, true);
  }

  /**
   * Returns a gate for tests and demonstrations, where nothing is protected: it admits published
   * keys and keys from {@value PaillierPublicKey#MIN_BITS} bits.
   */
  public static KeyGate forInsecureTestKeys() {
    return new KeyGate(PaillierPublicKey.MIN_BITS, true);
  }

  /** Tells whether the private half of a key is known to be public. */
  public static boolean isPublished(PaillierPublicKey key) {
    return PublishedKeys.contains(key);
  }

  /** Tells whether a key protects nothing and must be stamped so: it is small or published. */
  public static boolean isInsecure(PaillierPublicKey key) {
    return PaillierParameters.isSmall(key) || isPublished(key);
  }

  /**
   * Admits a modulus as a public key and remembers it.
   *
   * @param field where the number comes from, such as {@code paillier-pubkey.n}; opens the message
   * @throws InvalidKeyException in one line, such as {@code paillier-pubkey.n: even}
   */
  public synchronized PaillierPublicKey admit(String field, BigInteger n) {
    PaillierPublicKey key = check(field, n);
    remember(n);
    return key;
  }

  /**
   * Checks a modulus as {@link #admit} does and remembers nothing: for keys of whoever asks, who
   * could otherwise make the gate refuse a good key by one that shares a prime with it.
   *
   * @throws InvalidKeyException in one line, such as {@code paillier-pubkey.n: even}
   */
  public PaillierPublicKey check(String field, BigInteger n) {
    Optional<KeyDefect> defect = examine(n);
    if (defect.isPresent()) {
      throw new InvalidKeyException(field + ": " + describe(defect.get(), n));
    }
    return PaillierPublicKey.of(n);
  }

  /**
   * Checks the size and the parity of a modulus alone, in no time, and remembers nothing.
   *
   * @throws InvalidKeyException in one line
   */
  public PaillierPublicKey glance(String field, BigInteger n) {
    Optional<KeyDefect> defect = sizeDefect(n).or(() -> when(!n.testBit(0), KeyDefect.EVEN));
    if (defect.isPresent()) {
      throw new InvalidKeyException(field + ": " + describe(defect.get(), n));
    }
    return PaillierPublicKey.of(n);
  }

  /** Returns the first defect of a modulus, if it has one. */
  public Optional<KeyDefect> examine(BigInteger n) {
    return sizeDefect(n).or(() -> numericDefect(n)).or(() -> listDefect(n));
  }

  private Optional<KeyDefect> sizeDefect(BigInteger n) {
    if (n.signum() <= 0) {
      return Optional.of(KeyDefect.NOT_POSITIVE);
    }
    if (n.bitLength() > PaillierPublicKey.MAX_BITS) {
      return Optional.of(KeyDefect.TOO_LARGE);
    }
    return when(n.bitLength() < floorBits, KeyDefect.TOO_SMALL);
  }

  /** The cheap tests first; each may take for granted what the ones before it excluded. */
  private Optional<KeyDefect> numericDefect(BigInteger n) {
    return when(!n.testBit(0), KeyDefect.EVEN)
        .or(() -> when(ModulusTests.hasSmallFactor(n), KeyDefect.SMALL_FACTOR))
        .or(() -> when(ModulusTests.isPerfectPower(n), KeyDefect.PERFECT_POWER))
        .or(() -> when(ModulusTests.hasClosePrimes(n), KeyDefect.CLOSE_PRIMES))
        .or(() -> when(ModulusTests.isPrime(n), KeyDefect.PRIME))
        .or(() -> when(sharesPrime(n), KeyDefect.SHARED_PRIME));
  }

  private Optional<KeyDefect> listDefect(BigInteger n) {
    PaillierPublicKey key = PaillierPublicKey.of(n);
    return when(!admitsPublished && isPublished(key), KeyDefect.PUBLISHED);
  }

  private synchronized boolean sharesPrime(BigInteger n) {
    return !seen.contains(n) && !productOfSeen.mod(n).gcd(n).equals(BigInteger.ONE);
  }

  private void remember(BigInteger n) {
    if (seen.add(n)) {
      productOfSeen = productOfSeen.multiply(n);
    }
  }

  private String describe(KeyDefect defect, BigInteger n) {
    if (defect == KeyDefect.TOO_SMALL || defect == KeyDefect.TOO_LARGE) {
      return "%s: %s bits, %s to %s expected"
          .formatted(defect.words(), n.bitLength(), floorBits, PaillierPublicKey.MAX_BITS);
    }
    return defect.words();
  }

  private static Optional<KeyDefect> when(boolean applies, KeyDefect defect) {
    return applies ? Optional.of(defect) : Optional.empty();
  }
}

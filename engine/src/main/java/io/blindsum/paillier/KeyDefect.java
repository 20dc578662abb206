package io.blindsum.paillier;

/** The ways in which a modulus from outside is refused. */
public enum KeyDefect {
  /** Zero or negative. */
  NOT_POSITIVE("not positive"),
  /** Below the floor of the gate. */
  TOO_SMALL("too small"),
  /** Above {@value PaillierPublicKey#MAX_BITS} bits. */
  TOO_LARGE("too large"),
  EVEN("even"),
  /** Divisible by a prime that little work finds. */
  SMALL_FACTOR("small factor"),
  /** A prime: everybody knows its totient. */
  PRIME("prime"),
  /** The power of a smaller number. */
  PERFECT_POWER("perfect power"),
  /** Two primes so close that Fermat's method finds them (CVE-2022-26320). */
  CLOSE_PRIMES("close primes"),
  /** A prime p with a smooth p - 1, which Pollard's method finds. */
  WEAK_PRIME("weak prime"),
  /** Several primes that little work finds (CVE-2023-33241). */
  MANY_FACTORS("many factors"),
  /** A prime in common with a key met before: one greatest common divisor opens both. */
  SHARED_PRIME("shared prime"),
  /** A key whose private half has been published. */
  PUBLISHED("published key");

  private final String words;

  KeyDefect(String words) {
    this.words = words;
  }

  /** Returns the name of the defect as messages print it. */
  public String words() {
    return words;
  }
}

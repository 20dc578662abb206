package io.blindsum.arith;

import java.math.BigInteger;

/**
 * Computes with integers modulo odd numbers.
 *
 * <p>An implementation is one backend: the same calls give the same bytes on each of them. Get an
 * instance from {@link Arithmetics}, which tests it before it is handed out. Instances are safe for
 * use by many threads.
 */
public interface ModularArithmetic {

  /** Returns the backend's name as results print it, such as {@code gmp} or {@code java}. */
  String name();

  /**
   * Opens the ring of integers modulo {@code root^2}.
   *
   * @param root odd, at least 3 and at most 8192 bits
   * @throws IllegalArgumentException if the root is none of this
   */
  SquareRing squareRing(BigInteger root);

  /**
   * Opens the ring of integers modulo {@code root^2} for powers with secret exponents: where the
   * backend can, the time of a power depends on the length of the exponent alone. Not for tables.
   *
   * @param root odd, at least 3 and at most 8192 bits; not secret
   * @throws IllegalArgumentException if the root is none of this
   */
  SquareRing secretPowerRing(BigInteger root);

  /**
   * Opens the ring of integers modulo {@code (p q)^2} for who knows the factors.
   *
   * @param p prime, odd, at most 4096 bits
   * @param q prime, odd, at most 4096 bits, not {@code p}
   * @throws IllegalArgumentException if they are equal, even or out of size
   */
  FactoredRing factoredRing(BigInteger p, BigInteger q);

  /**
   * Computes {@code base^exponent mod modulus}.
   *
   * @param base at least 0
   * @param exponent at least 0
   * @param modulus odd, at least 3
   */
  BigInteger power(BigInteger base, BigInteger exponent, BigInteger modulus);

  /**
   * Tells whether a number passes 40 rounds of Miller and Rabin with random bases or a stronger
   * test: a random composite passes with probability below 2^-80, and below 2^-128 from 512 bits on
   * (Damgård, Landrock, Pomerance, "Average case error estimates for the strong probable prime
   * test", Math. Comp. 61, 1993).
   *
   * @param candidate at least 0
   */
  boolean isProbablePrime(BigInteger candidate);
}

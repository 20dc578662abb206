package io.blindsum.stats;

import java.math.BigInteger;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * Rounds ratios of integers, and their roots, to the nearest double: one rounding, ties to even.
 */
final class ExactRounding {
  /** More than the 53 bits of a double and the one that decides on rounding. */
  private static final int WORKING_BITS = 64;

  private ExactRounding() {}

  /** Returns the double nearest to a fraction; it must be a normal double or 0. */
  static double value(BigFraction fraction) {
    return quotient(fraction.getNumerator(), fraction.getDenominator());
  }

  /** Returns the double nearest to the root of a fraction, which is at least 0. */
  static double sqrt(BigFraction fraction) {
    return sqrtOfQuotient(fraction.getNumerator(), fraction.getDenominator());
  }

  /**
   * Returns {@code numerator / denominator}.
   *
   * @param denominator above 0; the result must be a normal double or 0
   */
  static double quotient(BigInteger numerator, BigInteger denominator) {
    int shift = WORKING_BITS + denominator.bitLength() - numerator.bitLength();
    BigInteger[] scaled = scaledQuotient(numerator.abs(), denominator, shift);
    return numerator.signum() * round(scaled[0], scaled[1].signum() != 0, shift);
  }

  /**
   * Returns {@code sqrt(numerator / denominator)}.
   *
   * @param numerator at least 0
   * @param denominator above 0; the result must be a normal double or 0
   */
  static double sqrtOfQuotient(BigInteger numerator, BigInteger denominator) {
    int half = WORKING_BITS + (denominator.bitLength() - numerator.bitLength()) / 2;
    BigInteger[] scaled = scaledQuotient(numerator, denominator, 2 * half);
    BigInteger[] root = scaled[0].sqrtAndRemainder();
    return round(root[0], scaled[1].signum() != 0 || root[1].signum() != 0, half);
  }

  /** Returns {@code numerator 2^shift / denominator} and the remainder. */
  private static BigInteger[] scaledQuotient(
      BigInteger numerator, BigInteger denominator, int shift) {
    return shift >= 0
        ? numerator.shiftLeft(shift).divideAndRemainder(denominator)
        : numerator.divideAndRemainder(denominator.shiftLeft(-shift));
  }

  /** Returns {@code (floor + something in [0, 1)) / 2^shift}, where {@code floor} has 64 bits. */
  private static double round(BigInteger floor, boolean inexact, int shift) {
    // a last bit below all that count keeps what was cut off from looking like a tie
    BigInteger sticky = floor.shiftLeft(1).or(inexact ? BigInteger.ONE : BigInteger.ZERO);
    return Math.scalb(sticky.doubleValue(), -shift - 1);
  }
}

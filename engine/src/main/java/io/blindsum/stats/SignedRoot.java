package io.blindsum.stats;

import org.apache.commons.math3.fraction.BigFraction;

/** Divides by a root with one rounding. */
final class SignedRoot {
  private SignedRoot() {}

  /**
   * Returns the double nearest to {@code numerator / sqrt(squaredDenominator)}.
   *
   * @param squaredDenominator above 0
   */
  static double of(BigFraction numerator, BigFraction squaredDenominator) {
    BigFraction square = numerator.multiply(numerator).divide(squaredDenominator);
    return numerator.getNumerator().signum() * ExactRounding.sqrt(square);
  }
}

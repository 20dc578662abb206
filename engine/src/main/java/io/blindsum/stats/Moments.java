package io.blindsum.stats;

import java.math.BigDecimal;
import java.util.OptionalDouble;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * The exact moments of a sample: how many values, their sum, and the sum of their squares.
 *
 * @param n at least 0
 * @param sum of the values
 * @param sumOfSquares of the values; {@code n * sumOfSquares >= sum^2}
 */
public record Moments(long n, BigDecimal sum, BigDecimal sumOfSquares) {
  /** Checks that some sample has these moments, as far as they show it. */
  public Moments {
    if (n < 0 || deviation(n, sum, sumOfSquares).signum() < 0) {
      throw new IllegalArgumentException("no sample has these moments");
    }
    if (n == 0 && (sum.signum() != 0 || sumOfSquares.signum() != 0)) {
      throw new IllegalArgumentException("a sample of no values has a sum");
    }
  }

  /** Returns the moments of a value that occurs {@code n} times. */
  public static Moments ofConstant(long n, BigDecimal value) {
    BigDecimal count = BigDecimal.valueOf(n);
    return new Moments(n, value.multiply(count), value.multiply(value).multiply(count));
  }

  /** Returns the mean, the double nearest to {@code sum / n}; empty without values. */
  public OptionalDouble mean() {
    return n == 0 ? OptionalDouble.empty() : OptionalDouble.of(ExactRounding.value(exactMean()));
  }

  /**
   * Returns the sample variance, the double nearest to {@code (n sumOfSquares - sum^2) / (n (n -
   * 1))}; empty with fewer than two values.
   */
  public OptionalDouble variance() {
    return n < 2 ? OptionalDouble.empty() : OptionalDouble.of(ExactRounding.value(exactVariance()));
  }

  /**
   * Returns the sample standard deviation, the double nearest to the root of the exact variance;
   * empty with fewer than two values.
   */
  public OptionalDouble standardDeviation() {
    return n < 2 ? OptionalDouble.empty() : OptionalDouble.of(ExactRounding.sqrt(exactVariance()));
  }

  /** Returns {@code sum / n}; n is above 0. */
  BigFraction exactMean() {
    return Fractions.of(sum).divide(n);
  }

  /** Returns the sum of the squared deviations from the mean; n is above 0. */
  BigFraction squaredDeviations() {
    return Fractions.of(deviation(n, sum, sumOfSquares)).divide(n);
  }

  /** Returns the sample variance; n is above 1. */
  BigFraction exactVariance() {
    return squaredDeviations().divide(n - 1);
  }

  /** Returns {@code n sumOfSquares - sum^2}: exact, so nothing cancels away. */
  private static BigDecimal deviation(long n, BigDecimal sum, BigDecimal sumOfSquares) {
    return sumOfSquares.multiply(BigDecimal.valueOf(n)).subtract(sum.multiply(sum));
  }
}

package io.blindsum.stats;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.OptionalDouble;

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
    if (n == 0) {
      return OptionalDouble.empty();
    }
    BigInteger denominator = BigInteger.valueOf(n);
    return OptionalDouble.of(quotient(sum, denominator));
  }

  /**
   * Returns the sample variance, the double nearest to {@code (n sumOfSquares - sum^2) / (n (n -
   * 1))}; empty with fewer than two values.
   */
  public OptionalDouble variance() {
    if (n < 2) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(quotient(deviation(n, sum, sumOfSquares), pairs()));
  }

  /**
   * Returns the sample standard deviation, the double nearest to the root of the exact variance;
   * empty with fewer than two values.
   */
  public OptionalDouble standardDeviation() {
    if (n < 2) {
      return OptionalDouble.empty();
    }
    BigDecimal deviation = deviation(n, sum, sumOfSquares);
    return OptionalDouble.of(
        ExactRounding.sqrtOfQuotient(numerator(deviation), denominator(deviation, pairs())));
  }

  /** Returns {@code n (n - 1)}. */
  private BigInteger pairs() {
    return BigInteger.valueOf(n).multiply(BigInteger.valueOf(n - 1));
  }

  /** Returns {@code n sumOfSquares - sum^2}: exact, so nothing cancels away. */
  private static BigDecimal deviation(long n, BigDecimal sum, BigDecimal sumOfSquares) {
    return sumOfSquares.multiply(BigDecimal.valueOf(n)).subtract(sum.multiply(sum));
  }

  /** Returns the double nearest to the ratio; the divisor is above 0. */
  static double quotient(BigDecimal dividend, BigInteger divisor) {
    return ExactRounding.quotient(numerator(dividend), denominator(dividend, divisor));
  }

  private static BigInteger numerator(BigDecimal value) {
    return value.scale() > 0 ? value.unscaledValue() : value.toBigIntegerExact();
  }

  private static BigInteger denominator(BigDecimal value, BigInteger divisor) {
    return divisor.multiply(BigInteger.TEN.pow(Math.max(0, value.scale())));
  }
}

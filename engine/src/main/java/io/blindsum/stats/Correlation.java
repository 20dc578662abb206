package io.blindsum.stats;

import java.math.BigDecimal;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * How two variables vary together.
 *
 * @param n people with both values
 * @param covariance of the sample, with {@code n - 1}
 * @param coefficient r of Pearson, in [-1, 1]
 * @param p two-sided, of {@code t = r sqrt((n-2) / (1-r^2))} with n - 2 degrees of freedom
 * @param interval {@code tanh(artanh r -+ z / sqrt(n - 3))} (R. A. Fisher, "On the 'probable error'
 *     of a coefficient of correlation deduced from a small sample", Metron 1 (1921), 3-32)
 */
public record Correlation(
    long n, double covariance, double coefficient, double p, Interval interval) {
  /**
   * Correlates two of the variables.
   *
   * @throws UndefinedStatisticException with fewer than four people, or if a variable is constant
   */
  public static Correlation of(CrossMoments moments, String first, String second) {
    int i = moments.index(first);
    int j = moments.index(second);
    long n = moments.n();
    if (n < 4) {
      throw new UndefinedStatisticException("a correlation needs at least four people");
    }
    BigFraction x = moments.moments(i).squaredDeviations();
    BigFraction y = moments.moments(j).squaredDeviations();
    if (x.equals(BigFraction.ZERO) || y.equals(BigFraction.ZERO)) {
      String constant = x.equals(BigFraction.ZERO) ? first : second;
      throw new UndefinedStatisticException(
          "a correlation needs variables that vary; '" + constant + "' is constant");
    }
    BigDecimal product = moments.sums().get(i).multiply(moments.sums().get(j));
    BigFraction xy = Fractions.of(moments.product(i, j)).subtract(Fractions.of(product).divide(n));
    double r = SignedRoot.of(xy, x.multiply(y));
    return new Correlation(
        n, ExactRounding.value(xy.divide(n - 1)), r, p(xy, x.multiply(y), n), interval(r, n));
  }

  private static double p(BigFraction xy, BigFraction squares, long n) {
    BigFraction unexplained = squares.subtract(xy.pow(2));
    if (unexplained.equals(BigFraction.ZERO)) {
      return 0;
    }
    double t = SignedRoot.of(xy, unexplained.divide(n - 2));
    return Tails.student(t, n - 2.0);
  }

  private static Interval interval(double r, long n) {
    // Math.tanh has other last digits on Java 24 and newer
    double centre = (StrictMath.log1p(r) - StrictMath.log1p(-r)) / 2;
    double halfWidth = Quantiles.NORMAL / Math.sqrt(n - 3.0);
    return new Interval(StrictMath.tanh(centre - halfWidth), StrictMath.tanh(centre + halfWidth));
  }
}

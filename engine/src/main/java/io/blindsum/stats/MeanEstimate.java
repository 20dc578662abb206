package io.blindsum.stats;

import org.apache.commons.math3.fraction.BigFraction;

/**
 * A mean and how well the sample knows it: {@code mean -+ t(n - 1) s / sqrt(n)}.
 *
 * @param mean of the values
 * @param standardError {@code s / sqrt(n)}
 * @param interval by Student's t with n - 1 degrees of freedom
 */
public record MeanEstimate(double mean, double standardError, Interval interval) {
  /**
   * Estimates the mean of what the sample was taken from.
   *
   * @throws UndefinedStatisticException with fewer than two values
   */
  public static MeanEstimate of(Moments moments) {
    if (moments.n() < 2) {
      throw new UndefinedStatisticException("an interval of a mean needs at least two values");
    }
    double mean = ExactRounding.value(moments.exactMean());
    BigFraction squaredError = moments.exactVariance().divide(moments.n());
    double standardError = ExactRounding.sqrt(squaredError);
    double halfWidth = Quantiles.student(moments.n() - 1.0) * standardError;
    return new MeanEstimate(mean, standardError, Interval.around(mean, halfWidth));
  }
}

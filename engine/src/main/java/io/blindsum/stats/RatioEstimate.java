package io.blindsum.stats;

import org.apache.commons.math3.fraction.BigFraction;

/**
 * A ratio whose logarithm is taken for normally distributed.
 *
 * @param ratio above 0
 * @param logStandardError of the natural logarithm of the ratio
 * @param interval {@code exp(log ratio -+ z SE)}
 * @param p two-sided, of a ratio at least as far from 1
 */
public record RatioEstimate(double ratio, double logStandardError, Interval interval, double p) {
  static RatioEstimate of(BigFraction ratio, BigFraction squaredLogError) {
    double value = ExactRounding.value(ratio);
    double standardError = ExactRounding.sqrt(squaredLogError);
    // near 1 the difference keeps the digits that a logarithm of the rounded ratio loses
    double log = StrictMath.log1p(ExactRounding.value(ratio.subtract(BigFraction.ONE)));
    return new RatioEstimate(
        value,
        standardError,
        Interval.ofLogarithm(value, standardError),
        Tails.normal(log / standardError));
  }
}

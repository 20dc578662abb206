package io.blindsum.stats;

import org.apache.commons.math3.fraction.BigFraction;

/**
 * How far apart the means of two samples are, whatever their variances: Welch's t-test (B. L.
 * Welch, "The generalization of 'Student's' problem when several different population variances are
 * involved", Biometrika 34 (1947), 28-35).
 *
 * @param difference of the means, first less second
 * @param standardError of the difference
 * @param t {@code difference / standardError}
 * @param degreesOfFreedom by Welch and Satterthwaite, a fraction
 * @param p two-sided
 * @param interval of the difference
 */
public record MeanDifference(
    double difference,
    double standardError,
    double t,
    double degreesOfFreedom,
    double p,
    Interval interval) {
  /**
   * Compares two samples.
   *
   * @throws UndefinedStatisticException if a sample has fewer than two values, or neither varies
   */
  public static MeanDifference of(Moments first, Moments second) {
    if (first.n() < 2 || second.n() < 2) {
      throw new UndefinedStatisticException("Welch's test needs two values of each group");
    }
    BigFraction one = first.exactVariance().divide(first.n());
    BigFraction two = second.exactVariance().divide(second.n());
    BigFraction squaredError = one.add(two);
    if (squaredError.equals(BigFraction.ZERO)) {
      throw new UndefinedStatisticException("Welch's test needs values that vary");
    }
    BigFraction difference = first.exactMean().subtract(second.exactMean());
    BigFraction inverse = one.pow(2).divide(first.n() - 1).add(two.pow(2).divide(second.n() - 1));
    double df = ExactRounding.value(squaredError.pow(2).divide(inverse));
    double t = SignedRoot.of(difference, squaredError);
    double standardError = ExactRounding.sqrt(squaredError);
    double centre = ExactRounding.value(difference);
    Interval interval = Interval.around(centre, Quantiles.student(df) * standardError);
    return new MeanDifference(centre, standardError, t, df, Tails.student(t, df), interval);
  }
}

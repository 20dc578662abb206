package io.blindsum.stats;

/**
 * A confidence interval at the level of {@value #PERCENT} %.
 *
 * @param low at most {@code high}
 * @param high the upper end
 */
public record Interval(double low, double high) {
  /** The level of all intervals. */
  public static final int PERCENT = 95;

  /** Returns {@code centre -+ halfWidth}. */
  static Interval around(double centre, double halfWidth) {
    return new Interval(centre - halfWidth, centre + halfWidth);
  }

  /** Returns the normal interval of a logarithm, on the scale of the ratio itself. */
  static Interval ofLogarithm(double ratio, double logStandardError) {
    double factor = Math.exp(Quantiles.NORMAL * logStandardError);
    return new Interval(ratio / factor, ratio * factor);
  }
}

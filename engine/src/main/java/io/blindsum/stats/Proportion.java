package io.blindsum.stats;

import java.math.BigInteger;

/**
 * How many of a number of people have something.
 *
 * @param hits in [0, n]
 * @param n at least 1
 */
public record Proportion(long hits, long n) {
  /** Checks the counts. */
  public Proportion {
    if (n == 0) {
      throw new UndefinedStatisticException("a proportion needs at least one value");
    }
    if (hits < 0 || hits > n) {
      throw new IllegalArgumentException("hits are not in [0, n]");
    }
  }

  /** Returns the double nearest to {@code hits / n}. */
  public double estimate() {
    return ExactRounding.quotient(BigInteger.valueOf(hits), BigInteger.valueOf(n));
  }

  /**
   * Returns the score interval (E. B. Wilson, "Probable inference, the law of succession, and
   * statistical inference", Journal of the American Statistical Association 22 (1927), 209-212):
   * {@code (p + z^2/2n -+ z sqrt(p (1-p) / n + z^2/4n^2)) / (1 + z^2/n)}.
   */
  public Interval interval() {
    double z = Quantiles.NORMAL;
    double scale = n + z * z;
    double centre = (hits + z * z / 2) / scale;
    double spread = (double) hits / n * (n - hits) + z * z / 4;
    double halfWidth = z * Math.sqrt(spread) / scale;
    // at the ends the exact bound is 0 or 1, and rounding must not leave it
    double low = hits == 0 ? 0 : centre - halfWidth;
    double high = hits == n ? 1 : centre + halfWidth;
    return new Interval(low, high);
  }
}

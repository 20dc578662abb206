package io.blindsum.stats;

import java.math.BigDecimal;
import java.util.OptionalDouble;

/**
 * The moments of a sample, each with noise of its own, so that no sample need have them.
 *
 * @param n how many values, at least 0
 * @param sum of the values
 * @param sumOfSquares of the values
 */
public record NoisyMoments(long n, BigDecimal sum, BigDecimal sumOfSquares) {
  /** Returns the mean, the double nearest to {@code sum / n}; empty without values. */
  public OptionalDouble mean() {
    return new WeightedMoments(n, sum).mean();
  }

  /** Returns the sample variance; empty with fewer than two values, or where it is below 0. */
  public OptionalDouble variance() {
    return isSample() ? new Moments(n, sum, sumOfSquares).variance() : OptionalDouble.empty();
  }

  /** Returns the sample standard deviation; empty where there is no variance. */
  public OptionalDouble standardDeviation() {
    return isSample()
        ? new Moments(n, sum, sumOfSquares).standardDeviation()
        : OptionalDouble.empty();
  }

  private boolean isSample() {
    return n > 1 && sumOfSquares.multiply(BigDecimal.valueOf(n)).compareTo(sum.multiply(sum)) >= 0;
  }
}

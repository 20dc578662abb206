package io.blindsum.stats;

import java.math.BigDecimal;
import java.util.OptionalDouble;

/**
 * The exact moments of values that carry integer weights. There is no standard deviation: what it
 * would mean depends on what the weights stand for.
 *
 * @param n the sum of the weights, which may be below 0
 * @param sum of each value times its weight
 */
public record WeightedMoments(long n, BigDecimal sum) {

  /**
   * Returns the weighted mean, the double nearest to {@code sum / n}; empty unless {@code n} is
   * above 0.
   */
  public OptionalDouble mean() {
    return n > 0
        ? OptionalDouble.of(ExactRounding.value(Fractions.of(sum).divide(n)))
        : OptionalDouble.empty();
  }
}

package io.blindsum.stats;

import java.math.BigDecimal;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * Whether groups come from populations of the same mean, if their variances are equal (R. A.
 * Fisher, "Statistical Methods for Research Workers", 1925, chapter VII).
 *
 * @param between the sum of squares between the groups
 * @param within the sum of squares within the groups
 * @param degreesBetween groups less 1
 * @param degreesWithin values less groups
 * @param f the ratio of the mean squares
 * @param p of an f at least as large
 */
public record OneWayAnova(
    double between, double within, long degreesBetween, long degreesWithin, double f, double p) {
  /**
   * Compares groups; those without values do not count.
   *
   * @throws UndefinedStatisticException with fewer than two groups that have values, no more values
   *     than groups, or values that do not vary within any group
   */
  public static OneWayAnova of(List<Moments> groups) {
    List<Moments> filled = groups.stream().filter(g -> g.n() > 0).toList();
    Moments all = filled.stream().reduce(Moments.ofConstant(0, BigDecimal.ZERO), OneWayAnova::pool);
    long degreesBetween = filled.size() - 1L;
    long degreesWithin = all.n() - filled.size();
    if (degreesBetween < 1 || degreesWithin < 1) {
      throw new UndefinedStatisticException(
          "an analysis of variance needs two groups with values, and more values than groups");
    }
    BigFraction within = Fractions.sum(filled.stream().map(Moments::squaredDeviations).toList());
    if (within.equals(BigFraction.ZERO)) {
      throw new UndefinedStatisticException(
          "an analysis of variance needs values that vary within the groups");
    }
    BigFraction between = all.squaredDeviations().subtract(within);
    double f =
        ExactRounding.value(between.divide(degreesBetween).divide(within.divide(degreesWithin)));
    return new OneWayAnova(
        ExactRounding.value(between),
        ExactRounding.value(within),
        degreesBetween,
        degreesWithin,
        f,
        Tails.fisher(f, degreesBetween, degreesWithin));
  }

  private static Moments pool(Moments a, Moments b) {
    BigDecimal sum = a.sum().add(b.sum());
    return new Moments(Math.addExact(a.n(), b.n()), sum, a.sumOfSquares().add(b.sumOfSquares()));
  }
}

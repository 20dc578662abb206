package io.blindsum.stats;

import java.util.List;
import java.util.function.Function;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * The odds ratio that several strata have in common (N. Mantel, W. Haenszel, "Statistical aspects
 * of the analysis of data from retrospective studies of disease", Journal of the National Cancer
 * Institute 22 (1959), 719-748).
 *
 * @param oddsRatio {@code sum(ad/n) / sum(bc/n)}, with the error of J. Robins, N. Breslow and S.
 *     Greenland, "Estimators of the Mantel-Haenszel variance consistent in both sparse data and
 *     large-strata limiting models", Biometrics 42 (1986), 311-323
 * @param chiSquare of the test of an odds ratio of 1, without continuity correction; one degree of
 *     freedom
 * @param p of a chi-square at least as large
 */
public record MantelHaenszel(RatioEstimate oddsRatio, double chiSquare, double p) {
  /**
   * Pools strata; those with fewer than two people tell nothing and do not count.
   *
   * @throws UndefinedStatisticException if no stratum has exposed and unexposed people with and
   *     without the event
   */
  public static MantelHaenszel of(List<TwoByTwo> strata) {
    List<TwoByTwo> tables = strata.stream().filter(t -> t.total() > 1).toList();
    BigFraction r = sum(tables, MantelHaenszel::concordant);
    BigFraction s = sum(tables, MantelHaenszel::discordant);
    BigFraction variance = sum(tables, MantelHaenszel::variance);
    if (r.equals(BigFraction.ZERO)
        || s.equals(BigFraction.ZERO)
        || variance.equals(BigFraction.ZERO)) {
      throw new UndefinedStatisticException(
          "a pooled odds ratio needs strata with exposed and unexposed, with and without the event");
    }
    BigFraction excess = sum(tables, MantelHaenszel::excess);
    double chiSquare = ExactRounding.value(excess.pow(2).divide(variance));
    RatioEstimate ratio = RatioEstimate.of(r.divide(s), squaredLogError(tables, r, s));
    return new MantelHaenszel(ratio, chiSquare, Tails.chiSquare(chiSquare, 1));
  }

  /** Returns {@code sum(PR)/2R^2 + sum(PS+QR)/2RS + sum(QS)/2S^2}. */
  private static BigFraction squaredLogError(List<TwoByTwo> tables, BigFraction r, BigFraction s) {
    BigFraction pr = sum(tables, t -> agreeing(t).multiply(concordant(t)));
    BigFraction mixed =
        sum(
            tables,
            t ->
                agreeing(t)
                    .multiply(discordant(t))
                    .add(BigFraction.ONE.subtract(agreeing(t)).multiply(concordant(t))));
    BigFraction qs =
        sum(tables, t -> BigFraction.ONE.subtract(agreeing(t)).multiply(discordant(t)));
    return pr.divide(r.pow(2)).add(mixed.divide(r.multiply(s))).add(qs.divide(s.pow(2))).divide(2);
  }

  /** Returns R: {@code ad/n}. */
  private static BigFraction concordant(TwoByTwo t) {
    return Fractions.of(t.exposedEvents(), t.total()).multiply(t.unexposedOthers());
  }

  /** Returns S: {@code bc/n}. */
  private static BigFraction discordant(TwoByTwo t) {
    return Fractions.of(t.exposedOthers(), t.total()).multiply(t.unexposedEvents());
  }

  /** Returns P: {@code (a+d)/n}; Q is the rest to 1. */
  private static BigFraction agreeing(TwoByTwo t) {
    return Fractions.of(Math.addExact(t.exposedEvents(), t.unexposedOthers()), t.total());
  }

  /** Returns by how much a is above what the margins let expect. */
  private static BigFraction excess(TwoByTwo t) {
    BigFraction expected = Fractions.of(t.exposed(), t.total()).multiply(t.events());
    return Fractions.of(t.exposedEvents()).subtract(expected);
  }

  /** Returns the hypergeometric variance of a. */
  private static BigFraction variance(TwoByTwo t) {
    return Fractions.of(t.exposed(), t.total())
        .multiply(Fractions.of(t.unexposed(), t.total()))
        .multiply(t.events())
        .multiply(Fractions.of(t.others(), t.total() - 1));
  }

  private static BigFraction sum(List<TwoByTwo> tables, Function<TwoByTwo, BigFraction> term) {
    return Fractions.sum(tables.stream().map(term).toList());
  }
}

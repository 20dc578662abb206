package io.blindsum.stats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * The product-limit estimate of survival (E. L. Kaplan, P. Meier, "Nonparametric estimation from
 * incomplete observations", Journal of the American Statistical Association 53 (1958), 457-481).
 * People censored at a time were at risk of the events of that time.
 *
 * @param steps one for each time at which somebody's follow-up ended, in the order of time
 */
public record KaplanMeier(List<Step> steps) {
  /** Keeps the steps. */
  public KaplanMeier {
    steps = List.copyOf(steps);
  }

  /**
   * Survival after the events of one time.
   *
   * @param time in the units of the counts
   * @param atRisk people followed up to this time, those of {@code events} and {@code censored}
   *     among them
   * @param events at this time
   * @param censored at this time
   * @param survival the double nearest to the product of {@code 1 - events / atRisk}
   * @param standardError of the survival by M. Greenwood (1926): {@code S sqrt(sum d / (n (n -
   *     d)))}; 0 when nobody survives
   * @param interval by the complementary log-log transformation (J. D. Kalbfleisch, R. L. Prentice,
   *     "The Statistical Analysis of Failure Time Data", 1980, section 1.4); none when nobody
   *     survives
   */
  public record Step(
      int time,
      long atRisk,
      long events,
      long censored,
      double survival,
      double standardError,
      Optional<Interval> interval) {}

  /**
   * Estimates survival.
   *
   * @param counts in any order; a time occurs once
   */
  public static KaplanMeier of(List<SurvivalCount> counts) {
    List<SurvivalCount> sorted = sorted(counts);
    long atRisk = people(sorted);
    BigFraction survival = BigFraction.ONE;
    BigFraction variance = BigFraction.ZERO;
    List<Step> steps = new ArrayList<>();
    for (SurvivalCount count : sorted) {
      long left = atRisk - count.events();
      if (count.events() > 0) {
        survival = survival.multiply(Fractions.of(left, atRisk));
        variance =
            left == 0
                ? BigFraction.ZERO
                : variance.add(Fractions.of(count.events(), atRisk).divide(left));
      }
      steps.add(step(count, atRisk, survival, variance));
      atRisk = left - count.censored();
    }
    return new KaplanMeier(steps);
  }

  /** Returns the first time with a survival of at most one half, if it is reached. */
  public OptionalInt median() {
    return steps.stream().filter(s -> s.survival() <= 0.5).mapToInt(Step::time).findFirst();
  }

  /** Returns how many people were still followed up right before a time. */
  public long atRisk(int time) {
    return steps.stream().filter(s -> s.time() >= time).findFirst().map(Step::atRisk).orElse(0L);
  }

  /** Returns the counts with people, in the order of time. */
  static List<SurvivalCount> sorted(List<SurvivalCount> counts) {
    if (counts.stream().map(SurvivalCount::time).distinct().count() < counts.size()) {
      throw new IllegalArgumentException("a time occurs twice");
    }
    return counts.stream()
        .filter(c -> c.events() > 0 || c.censored() > 0)
        .sorted(Comparator.comparingInt(SurvivalCount::time))
        .toList();
  }

  static long people(List<SurvivalCount> counts) {
    return counts.stream()
        .mapToLong(c -> Math.addExact(c.events(), c.censored()))
        .reduce(0, Math::addExact);
  }

  private static Step step(
      SurvivalCount count, long atRisk, BigFraction survival, BigFraction variance) {
    double value = ExactRounding.value(survival);
    double logError = ExactRounding.sqrt(variance);
    return new Step(
        count.time(),
        atRisk,
        count.events(),
        count.censored(),
        value,
        value * logError,
        interval(survival, logError));
  }

  /** Returns {@code S^exp(+-z SE(log S) / log S)}. */
  private static Optional<Interval> interval(BigFraction survival, double logError) {
    if (survival.equals(BigFraction.ZERO)) {
      return Optional.empty();
    }
    double log = StrictMath.log1p(ExactRounding.value(survival.subtract(BigFraction.ONE)));
    if (log == 0) {
      return Optional.of(new Interval(1, 1));
    }
    double factor = Math.exp(Quantiles.NORMAL * logError / log);
    return Optional.of(new Interval(Math.exp(log / factor), Math.exp(log * factor)));
  }
}

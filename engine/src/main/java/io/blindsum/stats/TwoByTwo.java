package io.blindsum.stats;

import org.apache.commons.math3.fraction.BigFraction;

/**
 * Two groups, and in how many of each an event happened.
 *
 * @param exposedEvents a, at least 0
 * @param exposedOthers b, at least 0
 * @param unexposedEvents c, at least 0
 * @param unexposedOthers d, at least 0
 */
public record TwoByTwo(
    long exposedEvents, long exposedOthers, long unexposedEvents, long unexposedOthers) {
  /** Checks the counts. */
  public TwoByTwo {
    if (Math.min(Math.min(exposedEvents, exposedOthers), Math.min(unexposedEvents, unexposedOthers))
        < 0) {
      throw new IllegalArgumentException("a count is below 0");
    }
  }

  /**
   * Returns {@code ad / bc} with {@code SE(log)^2 = 1/a + 1/b + 1/c + 1/d} (B. Woolf, "On
   * estimating the relation between blood group and disease", Annals of Human Genetics 19 (1955),
   * 251-253).
   *
   * @throws UndefinedStatisticException if a count is 0
   */
  public RatioEstimate oddsRatio() {
    if (exposedEvents == 0 || exposedOthers == 0 || unexposedEvents == 0 || unexposedOthers == 0) {
      throw new UndefinedStatisticException("an odds ratio needs people in all four cells");
    }
    BigFraction ratio =
        Fractions.of(exposedEvents, exposedOthers)
            .divide(Fractions.of(unexposedEvents, unexposedOthers));
    BigFraction squaredError =
        Fractions.of(1, exposedEvents)
            .add(Fractions.of(1, exposedOthers))
            .add(Fractions.of(1, unexposedEvents))
            .add(Fractions.of(1, unexposedOthers));
    return RatioEstimate.of(ratio, squaredError);
  }

  /**
   * Returns {@code a/(a+b) / (c/(c+d))} with {@code SE(log)^2 = 1/a - 1/(a+b) + 1/c - 1/(c+d)} (D.
   * Katz et al., "Obtaining confidence intervals for the risk ratio in cohort studies", Biometrics
   * 34 (1978), 469-474).
   *
   * @throws UndefinedStatisticException if a group has no event, or nothing but events in both
   */
  public RatioEstimate riskRatio() {
    if (exposedEvents == 0 || unexposedEvents == 0) {
      throw new UndefinedStatisticException("a risk ratio needs an event in both groups");
    }
    if (exposedOthers == 0 && unexposedOthers == 0) {
      throw new UndefinedStatisticException("a risk ratio needs somebody without the event");
    }
    BigFraction ratio =
        Fractions.of(exposedEvents, exposed()).divide(Fractions.of(unexposedEvents, unexposed()));
    BigFraction squaredError =
        Fractions.of(1, exposedEvents)
            .subtract(Fractions.of(1, exposed()))
            .add(Fractions.of(1, unexposedEvents))
            .subtract(Fractions.of(1, unexposed()));
    return RatioEstimate.of(ratio, squaredError);
  }

  long exposed() {
    return Math.addExact(exposedEvents, exposedOthers);
  }

  long unexposed() {
    return Math.addExact(unexposedEvents, unexposedOthers);
  }

  long events() {
    return Math.addExact(exposedEvents, unexposedEvents);
  }

  long others() {
    return Math.addExact(exposedOthers, unexposedOthers);
  }

  long total() {
    return Math.addExact(exposed(), unexposed());
  }
}

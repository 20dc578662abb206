package io.blindsum.stats;

import java.util.List;
import java.util.function.Function;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * The rate that a standard population would have with the rates of each stratum: direct
 * standardisation, such as by age.
 *
 * @param rate {@code sum(w d / n) / sum(w)}
 * @param standardError if the events are Poisson: the root of {@code sum(w^2 d / n^2) / sum(w)^2}
 * @param interval by the gamma distribution (M. P. Fay, E. J. Feuer, "Confidence intervals for
 *     directly standardized rates", Statistics in Medicine 16 (1997), 791-801)
 */
public record StandardisedRate(double rate, double standardError, Interval interval) {
  /**
   * One stratum.
   *
   * @param events d, at least 0
   * @param people n, or their time at risk; at least 0
   * @param standard w, the people of the stratum in the standard population; at least 0
   */
  public record Stratum(long events, long people, long standard) {
    /** Checks the counts. */
    public Stratum {
      if (events < 0 || people < 0 || standard < 0) {
        throw new IllegalArgumentException("a count is below 0");
      }
    }

    private BigFraction weight() {
      return Fractions.of(standard, people);
    }
  }

  /**
   * Standardises; strata without standard population do not count.
   *
   * @throws UndefinedStatisticException if a stratum of the standard population has nobody to take
   *     a rate from, or no stratum has an event
   */
  public static StandardisedRate of(List<Stratum> strata) {
    List<Stratum> counted = strata.stream().filter(s -> s.standard() > 0).toList();
    if (counted.stream().anyMatch(s -> s.people() == 0)) {
      throw new UndefinedStatisticException(
          "a standardised rate needs people in each stratum of the standard population");
    }
    if (counted.stream().noneMatch(s -> s.events() > 0)) {
      throw new UndefinedStatisticException("a standardised rate needs an event");
    }
    BigFraction population = sum(counted, s -> Fractions.of(s.standard()));
    BigFraction rate = sum(counted, s -> s.weight().multiply(s.events())).divide(population);
    BigFraction variance =
        sum(counted, s -> s.weight().pow(2).multiply(s.events())).divide(population.pow(2));
    BigFraction widest =
        counted.stream()
            .map(Stratum::weight)
            .reduce(BigFraction.ZERO, (a, b) -> a.compareTo(b) < 0 ? b : a)
            .divide(population);
    Interval interval = new Interval(low(rate, variance), high(rate, variance, widest));
    return new StandardisedRate(ExactRounding.value(rate), ExactRounding.sqrt(variance), interval);
  }

  private static double low(BigFraction rate, BigFraction variance) {
    double degrees = ExactRounding.value(rate.pow(2).multiply(2).divide(variance));
    return ExactRounding.value(variance.divide(rate).divide(2)) * Quantiles.chiSquareLow(degrees);
  }

  private static double high(BigFraction rate, BigFraction variance, BigFraction widest) {
    BigFraction wider = variance.add(widest.pow(2));
    BigFraction upper = rate.add(widest);
    double degrees = ExactRounding.value(upper.pow(2).multiply(2).divide(wider));
    return ExactRounding.value(wider.divide(upper).divide(2)) * Quantiles.chiSquareHigh(degrees);
  }

  private static BigFraction sum(List<Stratum> strata, Function<Stratum, BigFraction> term) {
    return Fractions.sum(strata.stream().map(term).toList());
  }
}

package io.blindsum.stats;

import java.math.BigDecimal;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * How many values lie in each of several bins.
 *
 * @param edges the bins' bounds, ascending; a bin holds its lower bound and not its upper one
 * @param counts of the bins, one fewer than edges; each at least 0
 */
public record Histogram(List<BigDecimal> edges, List<Long> counts) {
  /** Checks the bins. */
  public Histogram {
    edges = List.copyOf(edges);
    counts = List.copyOf(counts);
    if (counts.isEmpty() || edges.size() != counts.size() + 1) {
      throw new IllegalArgumentException("a histogram has one edge more than bins");
    }
    for (int i = 0; i < counts.size(); i++) {
      if (edges.get(i).compareTo(edges.get(i + 1)) >= 0 || counts.get(i) < 0) {
        throw new IllegalArgumentException("bins ascend and their counts are not below 0");
      }
    }
  }

  /** Returns how many values there are. */
  public long n() {
    return counts.stream().mapToLong(Long::longValue).reduce(0, Math::addExact);
  }

  /** A quantile: the bin that holds it, and where it is if the bin's values are spread evenly. */
  public record Quantile(BigDecimal binLow, BigDecimal binHigh, double interpolated) {}

  /**
   * Returns the value that a part of the values lie below.
   *
   * @param probability in (0, 1)
   * @throws UndefinedStatisticException without values
   */
  public Quantile quantile(BigDecimal probability) {
    if (probability.signum() <= 0 || probability.compareTo(BigDecimal.ONE) >= 0) {
      throw new IllegalArgumentException("a probability is not in (0, 1)");
    }
    if (n() == 0) {
      throw new UndefinedStatisticException("a quantile needs values");
    }
    BigFraction rest = Fractions.of(probability.multiply(BigDecimal.valueOf(n())));
    int bin = 0;
    while (rest.compareTo(Fractions.of(counts.get(bin))) > 0) {
      rest = rest.subtract(Fractions.of(counts.get(bin)));
      bin++;
    }
    BigFraction low = Fractions.of(edges.get(bin));
    BigFraction width = Fractions.of(edges.get(bin + 1)).subtract(low);
    BigFraction value = low.add(width.multiply(rest).divide(counts.get(bin)));
    return new Quantile(edges.get(bin), edges.get(bin + 1), ExactRounding.value(value));
  }
}

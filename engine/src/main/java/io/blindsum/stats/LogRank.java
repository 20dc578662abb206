package io.blindsum.stats;

import io.blindsum.stats.ExactSolver.SingularException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * Whether groups survive alike (N. Mantel, "Evaluation of survival data and two new rank order
 * statistics arising in its consideration", Cancer Chemotherapy Reports 50 (1966), 163-170).
 *
 * @param observed events of each group
 * @param expected events of each group if all survived alike
 * @param chiSquare of the differences, with their hypergeometric covariances
 * @param degreesOfFreedom groups that have people at risk when an event happens, less 1
 * @param p of a chi-square at least as large
 */
public record LogRank(
    List<Long> observed, List<Double> expected, double chiSquare, int degreesOfFreedom, double p) {
  /** Keeps the lists. */
  public LogRank {
    observed = List.copyOf(observed);
    expected = List.copyOf(expected);
  }

  /**
   * Compares groups; those without people at risk when an event happens do not count.
   *
   * @param groups the counts of each
   * @throws UndefinedStatisticException if fewer than two groups have people at risk when an event
   *     happens
   */
  public static LogRank of(List<List<SurvivalCount>> groups) {
    List<RiskSet> all = riskSets(groups);
    List<BigFraction> expected = new ArrayList<>();
    List<Integer> compared = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      int group = i;
      expected.add(Fractions.sum(all.stream().map(r -> r.expected(group)).toList()));
      if (expected.get(i).compareTo(BigFraction.ZERO) > 0) {
        compared.add(i);
      }
    }
    if (compared.size() < 2) {
      throw new UndefinedStatisticException(
          "a log-rank test needs two groups with people at risk when events happen");
    }
    List<Long> observed = groups.stream().map(LogRank::events).toList();
    double chiSquare =
        ExactRounding.value(
            chiSquare(
                riskSets(compared.stream().map(groups::get).toList()),
                compared.stream().map(observed::get).toList(),
                compared.stream().map(expected::get).toList()));
    int degreesOfFreedom = compared.size() - 1;
    return new LogRank(
        observed,
        expected.stream().map(ExactRounding::value).toList(),
        chiSquare,
        degreesOfFreedom,
        Tails.chiSquare(chiSquare, degreesOfFreedom));
  }

  /** Returns {@code z' V^-1 z}, of all groups but the last. */
  private static BigFraction chiSquare(
      List<RiskSet> riskSets, List<Long> observed, List<BigFraction> expected) {
    int size = observed.size() - 1;
    BigFraction[][] augmented = new BigFraction[size][size + 1];
    for (int i = 0; i < size; i++) {
      int row = i;
      for (int j = 0; j < size; j++) {
        int column = j;
        augmented[i][j] =
            j < i
                ? augmented[j][i]
                : Fractions.sum(riskSets.stream().map(r -> r.covariance(row, column)).toList());
      }
      augmented[i][size] = Fractions.of(observed.get(i)).subtract(expected.get(i));
    }
    BigInteger[][] integers = integers(augmented);
    BigInteger determinant;
    try {
      determinant = ExactSolver.solve(integers);
    } catch (SingularException e) {
      throw new UndefinedStatisticException(
          "a log-rank test needs people of each group at risk when events happen");
    }
    BigFraction sum = BigFraction.ZERO;
    for (int i = 0; i < size; i++) {
      sum = sum.add(augmented[i][size].multiply(new BigFraction(integers[i][size], determinant)));
    }
    return sum;
  }

  /** Returns the same rows times their common denominator. */
  private static BigInteger[][] integers(BigFraction[][] rows) {
    BigInteger multiple = BigInteger.ONE;
    for (BigFraction[] row : rows) {
      for (BigFraction entry : row) {
        BigInteger denominator = entry.getDenominator();
        multiple = multiple.divide(multiple.gcd(denominator)).multiply(denominator);
      }
    }
    BigInteger[][] integers = new BigInteger[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      integers[i] = new BigInteger[rows[i].length];
      for (int j = 0; j < rows[i].length; j++) {
        integers[i][j] = rows[i][j].multiply(multiple).getNumerator();
      }
    }
    return integers;
  }

  private static long events(List<SurvivalCount> counts) {
    return counts.stream().mapToLong(SurvivalCount::events).reduce(0, Math::addExact);
  }

  /** Returns the people at risk at each time with an event. */
  private static List<RiskSet> riskSets(List<List<SurvivalCount>> groups) {
    Map<Integer, Long> events = new TreeMap<>();
    groups.forEach(
        group ->
            group.stream()
                .filter(c -> c.events() > 0)
                .forEach(c -> events.merge(c.time(), c.events(), Math::addExact)));
    List<KaplanMeier> curves = groups.stream().map(KaplanMeier::of).toList();
    List<RiskSet> riskSets = new ArrayList<>();
    events.forEach(
        (time, d) ->
            riskSets.add(new RiskSet(d, curves.stream().map(c -> c.atRisk(time)).toList())));
    return riskSets;
  }

  /**
   * The people at risk at one time.
   *
   * @param events of all groups, at least 1
   * @param atRisk of each group
   */
  private record RiskSet(long events, List<Long> atRisk) {
    private long total() {
      return atRisk.stream().mapToLong(Long::longValue).sum();
    }

    private BigFraction share(int group) {
      return Fractions.of(atRisk.get(group), total());
    }

    BigFraction expected(int group) {
      return share(group).multiply(events);
    }

    /** Returns {@code d (n-d)/(n-1) share_i ([i = j] - share_j)}. */
    BigFraction covariance(int i, int j) {
      long n = total();
      if (n == events) {
        return BigFraction.ZERO;
      }
      BigFraction rest = Fractions.of(i == j ? 1 : 0).subtract(share(j));
      return Fractions.of(n - events, n - 1).multiply(events).multiply(share(i)).multiply(rest);
    }
  }
}

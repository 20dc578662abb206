package io.blindsum.release.statistic;

import io.blindsum.frame.ReleaseRule;
import io.blindsum.layout.ColumnTotals;
import io.blindsum.layout.GroupTotals;
import io.blindsum.layout.StatisticTotals;
import io.blindsum.release.result.GroupResult;
import io.blindsum.release.result.Result;
import io.blindsum.release.rule.Gate;
import io.blindsum.release.rule.RoundedTotals;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every statistic that there is, and what they find in the totals of a study. */
public final class Statistics {
  /** In the order that a report has. */
  private static final List<Statistic> ALL =
      List.of(
          new Mean(),
          new Bins(),
          new SurvivalCurve(),
          new CrossTable(),
          new Rate(),
          new LeastSquares(),
          new PearsonCorrelation(),
          new ProportionOfOnes(),
          new Anova(),
          new Welch(),
          new LogRankTest(),
          new PooledOddsRatio());

  private final List<GroupTotals> exact;
  private final List<GroupTotals> groups;
  private final Gate gate;

  /**
   * Prepares the statistics of a study.
   *
   * @param groups the exact totals of each group
   * @param rule what may be shown
   */
  public Statistics(List<GroupTotals> groups, ReleaseRule rule) {
    this(
        groups,
        // a figure that is shown follows from rounded counts alone
        rule.rounding() == 1 ? groups : RoundedTotals.of(groups, rule),
        new Gate(groups, rule));
  }

  private Statistics(List<GroupTotals> exact, List<GroupTotals> groups, Gate gate) {
    this.exact = List.copyOf(exact);
    this.groups = List.copyOf(groups);
    this.gate = gate;
  }

  /**
   * Prepares the statistics of totals with noise: those that have a meaning with it.
   *
   * @param groups the totals of each group
   * @param rule what may be shown
   */
  public static Statistics ofNoise(List<GroupTotals> groups, ReleaseRule rule) {
    return new Statistics(groups, groups, Gate.ofNoise(groups, rule));
  }

  /** Returns what every statistic is, in the order that a report has. */
  public static List<Declaration> declarations() {
    return ALL.stream().map(Statistic::declaration).toList();
  }

  /** Returns what decides on counts. */
  public Gate gate() {
    return gate;
  }

  /** Returns the totals of each group. */
  public List<GroupResult> totals() {
    return new Totals(groups, gate).results();
  }

  /** Returns every result: those of each column first, the tests between groups last. */
  public List<Result> results() {
    List<Result> results = new ArrayList<>();
    GroupTotals first = groups.get(0);
    for (int i = 0; i < first.columns().size(); i++) {
      if (first.columns().get(i) instanceof ColumnTotals.Numbers) {
        ColumnByGroup column = new ColumnByGroup(groups, exact, i, gate);
        all(ColumnStatistic.class).forEach(s -> s.of(column).ifPresent(results::add));
      }
    }
    int statistics = first.statistics().size();
    for (int i = 0; i < statistics; i++) {
      for (int g = 0; g < groups.size(); g++) {
        results.add(inGroup(groups.get(g).statistics().get(i), g));
      }
    }
    long compared = groups.stream().filter(group -> !group.isMissing()).count();
    if (compared > 1 && !gate.hasNoise()) {
      for (int i = 0; i < statistics; i++) {
        AcrossGroups across = new AcrossGroups(groups, i, gate);
        all(Comparison.class).forEach(s -> s.of(across).ifPresent(results::add));
      }
    }
    return results;
  }

  private Result inGroup(StatisticTotals totals, int index) {
    InGroup group = new InGroup(groups, index, gate);
    return group
        .withheld(totals)
        .or(
            () ->
                all(GroupStatistic.class).stream()
                    .map(s -> s.of(totals, group))
                    .flatMap(Optional::stream)
                    .findFirst())
        .orElseThrow(() -> new IllegalStateException("no statistic for " + totals.spec()));
  }

  private static <S extends Statistic> List<S> all(Class<S> kind) {
    return ALL.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}

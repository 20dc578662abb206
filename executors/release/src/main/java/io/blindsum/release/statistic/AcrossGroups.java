package io.blindsum.release.statistic;

import io.blindsum.layout.GroupTotals;
import io.blindsum.layout.StatisticTotals;
import io.blindsum.question.StatisticSpec;
import io.blindsum.release.result.Asked;
import io.blindsum.release.result.Columns;
import io.blindsum.release.result.Figure;
import io.blindsum.release.result.Group;
import io.blindsum.release.result.Result;
import io.blindsum.release.result.Withheld;
import io.blindsum.release.rule.Derived;
import io.blindsum.release.rule.Gate;
import io.blindsum.release.rule.Release;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** The totals of one statistic in every group: of two groups or more. */
public final class AcrossGroups {
  private final List<GroupTotals> groups;
  private final int index;
  private final Gate gate;

  AcrossGroups(List<GroupTotals> groups, int index, Gate gate) {
    this.groups = groups;
    this.index = index;
    this.gate = gate;
  }

  /** Returns the statistic that the totals are of. */
  public StatisticSpec spec() {
    return totals(0).spec();
  }

  /** Returns each group, in their order. */
  public List<Group> groups() {
    return groups.stream().map(group -> new Group(group.group())).toList();
  }

  /** Returns the counts of the cells in each group. */
  public List<List<Long>> counts() {
    return IntStream.range(0, groups.size())
        .mapToObj(g -> ((StatisticTotals.Cells) totals(g)).counts())
        .toList();
  }

  /** Returns what the totals were asked for as, under the name of a test. */
  public Asked asked(Declaration test) {
    return new Asked(test.name(), Asked.parse(spec().toString()).arguments());
  }

  /**
   * Returns a result, or the mark that a hidden group leaves none.
   *
   * @param hidden whether the counts that the test follows from are hidden in a group
   */
  public Result unlessHidden(
      Declaration test, IntPredicate hidden, Function<Derived, Result> result) {
    boolean withheld =
        IntStream.range(0, groups.size())
            .anyMatch(g -> gate.withholds(g, spec().toString()) || hidden.test(g));
    if (withheld) {
      Figure mark =
          gate.hidesAnyGroup()
              ? gate.derived(Columns.N)
              : gate.count(Columns.N, 0, Release.PROTECTING);
      return new Withheld(asked(test), Optional.empty(), mark);
    }
    return result.apply(new Derived(gate, false));
  }

  /** Tells whether a cell of a group is hidden. */
  public boolean hidesCell(int group) {
    String of = spec().toString();
    return gate.cells(group, of, counts().get(group).size()).stream()
        .anyMatch(release -> release != Release.SHOWN);
  }

  /** Tells whether the number of events of a group is hidden, or that of all others. */
  public boolean hidesEvents(int group) {
    String of = spec().toString();
    return gate.n(group, of) != Release.SHOWN || gate.observed(group, of) != Release.SHOWN;
  }

  private StatisticTotals totals(int group) {
    return groups.get(group).statistics().get(index);
  }
}

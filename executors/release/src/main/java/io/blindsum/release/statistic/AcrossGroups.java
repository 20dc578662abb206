package io.blindsum.release.statistic;

import io.blindsum.layout.GroupTotals;
import io.blindsum.layout.StatisticTotals;
import io.blindsum.question.StatisticSpec;
import io.blindsum.question.SurvivalSpec;
import io.blindsum.release.result.Asked;
import io.blindsum.release.result.Columns;
import io.blindsum.release.result.Figure;
import io.blindsum.release.result.Group;
import io.blindsum.release.result.Member;
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

/**
 * The totals of one statistic in the groups that are compared: of rows with a value of what makes
 * the groups, and of somebody.
 */
public final class AcrossGroups {
  private final List<GroupTotals> groups;
  private final int index;
  private final Gate gate;
  // the places of those that are compared
  private final List<Integer> compared;

  AcrossGroups(List<GroupTotals> groups, int index, Gate gate) {
    this.groups = groups;
    this.index = index;
    this.gate = gate;
    this.compared =
        IntStream.range(0, groups.size())
            .filter(g -> !groups.get(g).isMissing() && !isOfNobody(g))
            .boxed()
            .toList();
  }

  /** Tells whether it is shown that nobody of a group has all the values. */
  private boolean isOfNobody(int group) {
    return !gate.hidesGroup(group) && gate.isOfNobody(group, spec());
  }

  /** Returns the statistic that the totals are of. */
  public StatisticSpec spec() {
    return totals(0).spec();
  }

  /** Returns each group, in their order. */
  public List<Group> groups() {
    return compared.stream().map(this::group).toList();
  }

  /** Returns what says which groups are not compared; nothing if all are. */
  public List<Member> leftOut() {
    List<Group> others =
        IntStream.range(0, groups.size())
            .filter(g -> !compared.contains(g))
            .mapToObj(this::group)
            .toList();
    return others.isEmpty() ? List.of() : List.of(new Member.LeftOut(others));
  }

  private Group group(int group) {
    return new Group(groups.get(group).group());
  }

  /** Returns the counts of the cells in each group. */
  public List<List<Long>> counts() {
    return compared.stream().map(this::counts).toList();
  }

  private List<Long> counts(int group) {
    return ((StatisticTotals.Cells) totals(group)).counts();
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
        compared.stream().anyMatch(g -> gate.withholds(g, spec().toString()) || hidden.test(g));
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
    return gate.cells(group, of, counts(group).size()).stream()
        .anyMatch(release -> release != Release.SHOWN);
  }

  /** Tells whether the number of people or events of a group is hidden, or counts of its times. */
  public boolean hidesEvents(int group, SurvivalSpec curve) {
    return gate.n(group, curve.toString()) != Release.SHOWN || gate.hidesTimes(group, curve);
  }

  private StatisticTotals totals(int group) {
    return groups.get(group).statistics().get(index);
  }
}

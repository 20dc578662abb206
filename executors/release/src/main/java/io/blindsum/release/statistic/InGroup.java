package io.blindsum.release.statistic;

import io.blindsum.layout.GroupTotals;
import io.blindsum.layout.StatisticTotals;
import io.blindsum.release.result.Asked;
import io.blindsum.release.result.Columns;
import io.blindsum.release.result.Figure;
import io.blindsum.release.result.Group;
import io.blindsum.release.result.Result;
import io.blindsum.release.result.Withheld;
import io.blindsum.release.rule.Counts;
import io.blindsum.release.rule.Derived;
import io.blindsum.release.rule.Gate;
import io.blindsum.release.rule.Release;
import java.util.List;
import java.util.Optional;

/** One group, for a statistic with totals of its own in it. */
public final class InGroup {
  private final GroupTotals group;
  private final int index;
  private final Gate gate;

  InGroup(List<GroupTotals> groups, int index, Gate gate) {
    this.group = groups.get(index);
    this.index = index;
    this.gate = gate;
  }

  /** Returns which group it is. */
  public Group group() {
    return new Group(group.group());
  }

  /** Returns what decides on counts. */
  public Gate gate() {
    return gate;
  }

  /** Returns what the totals were asked for as. */
  public static Asked asked(StatisticTotals totals) {
    return Asked.parse(totals.spec().toString());
  }

  /** Returns how many people the totals are of. */
  public Figure n(StatisticTotals totals) {
    return gate.people(index, totals.spec());
  }

  /** Tells whether it is shown that nobody has the values that the totals are of. */
  boolean isOfNobody(StatisticTotals totals) {
    return gate.isOfNobody(index, totals.spec());
  }

  /** Returns the counts of cells on which was decided. */
  public Counts counts(StatisticTotals.Cells totals) {
    List<Release> releases = gate.cells(index, totals.spec().toString(), totals.counts().size());
    return new Counts(gate, totals.counts(), releases);
  }

  /** Returns what becomes of the people of each stratum of a rate. */
  List<Release> people(StatisticTotals.Cells totals, int size) {
    return gate.people(index, totals.spec().toString(), size);
  }

  /** Returns a maker of figures that follow from counts and from sums of them. */
  Derived derived(Counts counts, List<Release> sums) {
    boolean whole = sums.stream().allMatch(release -> release == Release.SHOWN);
    return new Derived(gate, !(whole && counts.isWhole()));
  }

  /** Returns which group it is, among all. */
  int index() {
    return index;
  }

  /** Returns a maker of the figures of a model. */
  public Derived derived(StatisticTotals totals) {
    return new Derived(gate, gate.hidesModel(index, totals.spec().toString()));
  }

  /** Returns the mark of a result of which nothing is shown; empty if some of it is. */
  Optional<Result> withheld(StatisticTotals totals) {
    Optional<Group> which = Optional.of(group());
    if (gate.hidesGroup(index)) {
      Figure mark = gate.derived(Columns.N);
      return Optional.of(new Withheld(asked(totals), which, mark));
    }
    String of = totals.spec().toString();
    Release n = gate.n(index, of);
    if (gate.withholds(index, of)) {
      Release shown = n == Release.SHOWN ? Release.PROTECTING : n;
      Figure mark = gate.count(Columns.N, totals.n(), shown);
      return Optional.of(new Withheld(asked(totals), which, mark));
    }
    return n == Release.SMALL
        ? Optional.of(new Withheld(asked(totals), which, n(totals)))
        : Optional.empty();
  }
}

package io.blindsum.release.statistic;

import io.blindsum.layout.GroupTotals;
import io.blindsum.layout.StatisticTotals;
import io.blindsum.release.result.Asked;
import io.blindsum.release.result.Cell;
import io.blindsum.release.result.Columns;
import io.blindsum.release.result.Figure;
import io.blindsum.release.result.Group;
import io.blindsum.release.result.Origin;
import io.blindsum.release.result.Result;
import io.blindsum.release.result.Withheld;
import io.blindsum.release.rule.Counts;
import io.blindsum.release.rule.Derived;
import io.blindsum.release.rule.Gate;
import io.blindsum.stats.SmallCells.Release;
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

  /** Returns how many rows it has. */
  public long rows() {
    return group.rows();
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
    return gate.count(Columns.N, totals.n(), Origin.sum(cells(totals)));
  }

  /** Returns the counts of cells on which was decided. */
  public Counts counts(StatisticTotals.Cells totals, List<Release> releases) {
    return new Counts(gate, totals.counts(), releases, cells(totals));
  }

  /** Returns a maker of figures that follow from totals which are shown. */
  public Derived derived(StatisticTotals totals) {
    return new Derived(gate, Origin.function(cells(totals)), false);
  }

  /** Returns the mark of a result of which nothing is shown; empty if some of it is. */
  Optional<Result> withheld(StatisticTotals totals) {
    Optional<Group> which = Optional.of(group());
    if (gate.hidesGroup(index)) {
      Figure mark = gate.derived(Columns.N, Origin.sum(cells(totals)));
      return Optional.of(new Withheld(asked(totals), which, mark));
    }
    return gate.isSmall(totals.n())
        ? Optional.of(new Withheld(asked(totals), which, n(totals)))
        : Optional.empty();
  }

  /** Returns which totals those of a statistic are. */
  public List<Cell> cells(StatisticTotals totals) {
    int count =
        totals instanceof StatisticTotals.Cells cells
            ? cells.counts().size()
            : products(totals.spec().columns().size());
    return Origin.cells(index, totals.spec().toString(), count);
  }

  /** Returns how many totals there are of n, the sums of columns and those of their products. */
  private static int products(int columns) {
    return 1 + columns + columns * (columns + 1) / 2;
  }
}

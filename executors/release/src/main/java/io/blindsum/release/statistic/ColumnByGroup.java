package io.blindsum.release.statistic;

import io.blindsum.layout.ColumnTotals;
import io.blindsum.layout.GroupTotals;
import io.blindsum.release.result.Asked;
import io.blindsum.release.result.Column;
import io.blindsum.release.result.Columns;
import io.blindsum.release.result.Estimates;
import io.blindsum.release.result.Figure;
import io.blindsum.release.result.Group;
import io.blindsum.release.result.Member;
import io.blindsum.release.result.Result;
import io.blindsum.release.result.Row;
import io.blindsum.release.result.Test;
import io.blindsum.release.result.Withheld;
import io.blindsum.release.rule.Derived;
import io.blindsum.release.rule.Gate;
import io.blindsum.stats.Moments;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The totals of one numeric column in every group. */
public final class ColumnByGroup {
  private final List<GroupTotals> groups;
  private final List<ColumnTotals.Numbers> columns;
  private final boolean binary;
  private final Gate gate;

  ColumnByGroup(List<GroupTotals> groups, List<GroupTotals> exact, int index, Gate gate) {
    this.groups = groups;
    this.columns = columns(groups, index);
    this.binary = columns(exact, index).stream().allMatch(c -> isBinary(c.moments()));
    this.gate = gate;
  }

  private static List<ColumnTotals.Numbers> columns(List<GroupTotals> groups, int index) {
    return groups.stream().map(g -> (ColumnTotals.Numbers) g.columns().get(index)).toList();
  }

  /** Returns the moments in each group that has a value of what makes the groups. */
  public List<Moments> known() {
    return IntStream.range(0, groups.size())
        .filter(g -> !groups.get(g).isMissing())
        .mapToObj(g -> columns.get(g).moments())
        .toList();
  }

  /** Tells whether the column has no other values than 0 and 1. */
  public boolean isBinary() {
    return binary;
  }

  /**
   * Estimates something in each group.
   *
   * @param declaration whose first figure is n
   * @param numbers of the other figures
   */
  public Result estimates(
      Declaration declaration, Function<Moments, List<? extends Number>> numbers) {
    List<Row> rows =
        IntStream.range(0, groups.size())
            .mapToObj(
                g ->
                    new Row(
                        new Group(groups.get(g).group()),
                        estimate(declaration.columns(), g, numbers)))
            .toList();
    return new Estimates(asked(declaration), rows);
  }

  private List<Member> estimate(
      List<Column> columns, int group, Function<Moments, List<? extends Number>> numbers) {
    Moments moments = this.columns.get(group).moments();
    List<Column> others = columns.subList(1, columns.size());
    Derived derived = new Derived(gate, hides(group));
    return Derived.with(n(group), derived.figures(others, () -> numbers.apply(moments)));
  }

  private Figure n(int group) {
    ColumnTotals.Numbers column = columns.get(group);
    return gate.hidesGroup(group)
        ? gate.derived(Columns.N)
        : gate.count(Columns.N, column.n(), gate.n(group, column.name()));
  }

  /**
   * Tests a difference between the groups of rows that have a value of what makes the groups.
   *
   * @param numbers of the declared figures
   * @return empty if there is one such group only
   */
  public Optional<Result> test(Declaration declaration, Supplier<List<? extends Number>> numbers) {
    if (known().size() < 2) {
      return Optional.empty();
    }
    if (IntStream.range(0, groups.size()).anyMatch(g -> !groups.get(g).isMissing() && hides(g))) {
      Figure mark = gate.derived(Columns.N);
      return Optional.of(new Withheld(asked(declaration), Optional.empty(), mark));
    }
    List<Member> figures =
        new ArrayList<>(new Derived(gate, false).figures(declaration.columns(), numbers));
    List<Group> others =
        IntStream.range(0, groups.size())
            .filter(g -> groups.get(g).isMissing() || columns.get(g).n() == 0)
            .mapToObj(g -> new Group(groups.get(g).group()))
            .toList();
    if (!others.isEmpty()) {
      figures.add(new Member.LeftOut(others));
    }
    return Optional.of(new Test(asked(declaration), figures, List.of()));
  }

  private boolean hides(int group) {
    return gate.hidesSums(group, columns.get(group).name());
  }

  /** Tells whether every value is 0 or 1: only then do integers and their squares add up alike. */
  private static boolean isBinary(Moments moments) {
    BigDecimal sum = moments.sum().stripTrailingZeros();
    return sum.scale() <= 0 && sum.compareTo(moments.sumOfSquares()) == 0;
  }

  private Asked asked(Declaration declaration) {
    return new Asked(declaration.name(), columns.get(0).name());
  }
}

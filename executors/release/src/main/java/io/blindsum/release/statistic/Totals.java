package io.blindsum.release.statistic;

import io.blindsum.layout.ColumnTotals;
import io.blindsum.layout.GroupTotals;
import io.blindsum.release.result.Cell;
import io.blindsum.release.result.Column;
import io.blindsum.release.result.ColumnResult;
import io.blindsum.release.result.ColumnResult.Count;
import io.blindsum.release.result.Columns;
import io.blindsum.release.result.Figure;
import io.blindsum.release.result.Group;
import io.blindsum.release.result.GroupResult;
import io.blindsum.release.result.Origin;
import io.blindsum.release.rule.Gate;
import io.blindsum.stats.Moments;
import io.blindsum.stats.SmallCells.Release;
import io.blindsum.stats.WeightedMoments;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** The totals of every column in every group: what was added, and what describes it. */
final class Totals {
  private final List<GroupTotals> groups;
  private final Gate gate;

  Totals(List<GroupTotals> groups, Gate gate) {
    this.groups = groups;
    this.gate = gate;
  }

  List<GroupResult> results() {
    return IntStream.range(0, groups.size()).mapToObj(this::group).toList();
  }

  private GroupResult group(int index) {
    GroupTotals group = groups.get(index);
    Origin origin = Origin.of(new Cell(index, "", 0));
    Figure n = gate.count(Columns.N, group.rows(), gate.group(index), origin);
    List<ColumnResult> columns = new ArrayList<>();
    if (!n.isHidden()) {
      group.columns().forEach(column -> columns.add(column(index, column)));
    }
    return new GroupResult(new Group(group.group()), n, columns);
  }

  private ColumnResult column(int group, ColumnTotals column) {
    if (column instanceof ColumnTotals.Categories categories) {
      return categories(group, categories);
    }
    Figure n =
        gate.count(
            Columns.N,
            column.n(),
            gate.n(group, column.name()),
            Origin.of(new Cell(group, column.name(), 0)));
    List<Figure> figures =
        column instanceof ColumnTotals.Numbers numbers
            ? numbers(group, numbers, gate.hidesSums(group, numbers.name()))
            : weighted(group, (ColumnTotals.Weighted) column);
    return new ColumnResult.Numbers(column.name(), n, figures);
  }

  private List<Figure> numbers(int group, ColumnTotals.Numbers column, boolean hidden) {
    Moments moments = column.moments();
    Origin origin = Origin.function(Origin.cells(group, column.name(), 3));
    Origin sum = Origin.of(new Cell(group, column.name(), 1));
    if (hidden) {
      return Columns.TOTALS.stream()
          .map(figure -> gate.derived(figure, figure.equals(Columns.SUM) ? sum : origin))
          .toList();
    }
    return List.of(
        Figure.shown(Columns.SUM, moments.sum(), sum),
        real(Columns.MEAN, moments.mean(), origin),
        real(Columns.SD, moments.standardDeviation(), origin),
        real(Columns.VARIANCE, moments.variance(), origin));
  }

  private static List<Figure> weighted(int group, ColumnTotals.Weighted column) {
    WeightedMoments moments = column.moments();
    Origin origin = Origin.function(Origin.cells(group, column.name(), 2));
    return List.of(
        Figure.shown(Columns.SUM, moments.sum(), Origin.of(new Cell(group, column.name(), 1))),
        real(Columns.MEAN, moments.mean(), origin),
        Figure.undefined(Columns.SD, origin),
        Figure.undefined(Columns.VARIANCE, origin));
  }

  private ColumnResult categories(int group, ColumnTotals.Categories column) {
    List<String> labels = List.copyOf(column.counts().keySet());
    List<Long> counts = List.copyOf(column.counts().values());
    List<Release> releases = gate.cells(group, column.name(), counts.size());
    List<Cell> cells = Origin.cells(group, column.name(), labels.size());
    List<Count> shown = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      Origin origin = Origin.of(cells.get(i));
      shown.add(
          new Count(labels.get(i), gate.count(Columns.N, counts.get(i), releases.get(i), origin)));
    }
    Figure n = gate.count(Columns.N, column.n(), gate.n(group, column.name()), Origin.sum(cells));
    return new ColumnResult.Categories(column.name(), n, shown);
  }

  private static Figure real(Column column, OptionalDouble number, Origin origin) {
    return number.isPresent()
        ? Figure.shown(column, number.getAsDouble(), origin)
        : Figure.undefined(column, origin);
  }
}

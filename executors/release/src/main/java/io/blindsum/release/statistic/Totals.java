package io.blindsum.release.statistic;

import io.blindsum.layout.ColumnTotals;
import io.blindsum.layout.GroupTotals;
import io.blindsum.release.result.Column;
import io.blindsum.release.result.ColumnResult;
import io.blindsum.release.result.ColumnResult.Count;
import io.blindsum.release.result.Columns;
import io.blindsum.release.result.Figure;
import io.blindsum.release.result.Group;
import io.blindsum.release.result.GroupResult;
import io.blindsum.release.rule.Gate;
import io.blindsum.release.rule.Release;
import io.blindsum.stats.Moments;
import io.blindsum.stats.NoisyMoments;
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
    Figure n = gate.count(Columns.N, group.rows(), gate.group(index));
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
    Figure n = gate.count(Columns.N, column.n(), gate.n(group, column.name()));
    return new ColumnResult.Numbers(column.name(), n, figures(group, column));
  }

  private List<Figure> figures(int group, ColumnTotals column) {
    if (column instanceof ColumnTotals.Weighted weighted) {
      return weighted(weighted);
    }
    if (gate.hidesSums(group, column.name())) {
      return Columns.TOTALS.stream().map(gate::derived).toList();
    }
    return column instanceof ColumnTotals.Noisy noisy
        ? noisy(noisy.moments())
        : numbers(((ColumnTotals.Numbers) column).moments());
  }

  private static List<Figure> numbers(Moments moments) {
    return List.of(
        Figure.shown(Columns.SUM, moments.sum()),
        real(Columns.MEAN, moments.mean()),
        real(Columns.SD, moments.standardDeviation()),
        real(Columns.VARIANCE, moments.variance()));
  }

  private static List<Figure> noisy(NoisyMoments moments) {
    return List.of(
        Figure.shown(Columns.SUM, moments.sum()),
        real(Columns.MEAN, moments.mean()),
        real(Columns.SD, moments.standardDeviation()),
        real(Columns.VARIANCE, moments.variance()));
  }

  private static List<Figure> weighted(ColumnTotals.Weighted column) {
    WeightedMoments moments = column.moments();
    return List.of(
        Figure.shown(Columns.SUM, moments.sum()),
        real(Columns.MEAN, moments.mean()),
        Figure.undefined(Columns.SD),
        Figure.undefined(Columns.VARIANCE));
  }

  private ColumnResult categories(int group, ColumnTotals.Categories column) {
    List<String> labels = List.copyOf(column.counts().keySet());
    List<Long> counts = List.copyOf(column.counts().values());
    List<Release> releases = gate.cells(group, column.name(), counts.size());
    List<Count> shown = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      shown.add(new Count(labels.get(i), gate.count(Columns.N, counts.get(i), releases.get(i))));
    }
    Figure n = gate.count(Columns.N, column.n(), gate.n(group, column.name()));
    return new ColumnResult.Categories(column.name(), n, shown);
  }

  private static Figure real(Column column, OptionalDouble number) {
    return number.isPresent()
        ? Figure.shown(column, number.getAsDouble())
        : Figure.undefined(column);
  }
}

package io.blindsum.cli.demo;

import io.blindsum.cohort.CohortSource;
import io.blindsum.cohort.CsvSource;
import io.blindsum.encoding.ColumnSpec;
import io.blindsum.layout.ColumnTotals;
import io.blindsum.layout.GroupTotals;
import io.blindsum.layout.StatisticTotals;
import io.blindsum.question.HistogramSpec;
import io.blindsum.question.RegressionSpec;
import io.blindsum.question.SurvivalSpec;
import io.blindsum.stats.Histogram;
import io.blindsum.stats.KaplanMeier;
import io.blindsum.stats.LinearModel;
import io.blindsum.stats.Moments;
import java.nio.file.Path;
import java.util.List;

/** Compares decrypted numbers with those computed in clear, from the files themselves. */
final class DemoCheck {
  private final String groupColumn;
  private final PlainRows rows;
  private int numbers;
  private int equal;

  /** Compares every number of every group, hidden ones too, with what the rows say in clear. */
  DemoCheck(DemoRun run, List<Path> files) {
    groupColumn = run.question().groupBy().columns().get(0).column().name();
    rows =
        new PlainRows(
            groupColumn, run.question().columns().stream().map(ColumnSpec::name).toList());
    for (Path file : files) {
      try (CohortSource source = CsvSource.open(file)) {
        rows.add(source);
      }
    }
    run.groups().forEach(this::compare);
  }

  /** Returns how many were compared. */
  int numbers() {
    return numbers;
  }

  /** Returns how many were equal to the last bit. */
  int equal() {
    return equal;
  }

  private void compare(boolean same) {
    numbers++;
    equal += same ? 1 : 0;
  }

  private void compare(GroupTotals group) {
    String name = String.valueOf(group.group().get(groupColumn));
    compare(group.rows() == rows.count(name));
    for (ColumnTotals column : group.columns()) {
      Moments moments = ((ColumnTotals.Numbers) column).moments();
      compare(column.n() == rows.count(name));
      compare(moments.sum().compareTo(rows.sum(name, column.name())) == 0);
      compare(moments.mean().orElse(0) == rows.mean(name, column.name()));
      compare(moments.standardDeviation().orElse(0) == rows.sd(name, column.name()));
    }
    group.statistics().forEach(statistic -> compare(name, statistic));
  }

  private void compare(String group, StatisticTotals totals) {
    if (totals instanceof StatisticTotals.Cells cells) {
      if (cells.spec() instanceof HistogramSpec spec) {
        compare(group, spec, spec.histogram(cells.counts()));
      } else if (cells.spec() instanceof SurvivalSpec spec) {
        compare(group, spec, KaplanMeier.of(spec.ends(cells.counts())));
      }
    } else if (totals instanceof StatisticTotals.Products products
        && products.spec() instanceof RegressionSpec spec) {
      compare(group, spec.model(products.moments()));
    }
  }

  private void compare(String group, HistogramSpec spec, Histogram histogram) {
    String column = spec.bands().column().name();
    for (int i = 0; i < histogram.counts().size(); i++) {
      long plain =
          rows.countIn(group, column, histogram.edges().get(i), histogram.edges().get(i + 1));
      compare(histogram.counts().get(i) == plain);
    }
  }

  private void compare(String group, SurvivalSpec spec, KaplanMeier curve) {
    String time = spec.time().column().name();
    String event = spec.event().column().name();
    for (KaplanMeier.Step step : curve.steps()) {
      compare(step.atRisk() == rows.atRisk(group, time, step.time()));
      compare(step.events() == rows.events(group, time, event, step.time()));
      compare(step.survival() == rows.survival(group, time, event, step.time()));
    }
  }

  private void compare(String group, LinearModel model) {
    List<String> predictors =
        model.coefficients().stream().skip(1).map(LinearModel.Coefficient::name).toList();
    List<Double> plain = rows.coefficients(group, model.response(), predictors);
    for (int i = 0; i < plain.size(); i++) {
      compare(model.coefficients().get(i).estimate() == plain.get(i));
    }
  }
}

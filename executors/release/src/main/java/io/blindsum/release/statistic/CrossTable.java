package io.blindsum.release.statistic;

import io.blindsum.layout.StatisticTotals;
import io.blindsum.question.GroupColumn;
import io.blindsum.question.TableSpec;
import io.blindsum.release.result.Column;
import io.blindsum.release.result.Columns;
import io.blindsum.release.result.Figure;
import io.blindsum.release.result.Format;
import io.blindsum.release.result.Key;
import io.blindsum.release.result.Member;
import io.blindsum.release.result.Result;
import io.blindsum.release.result.Row;
import io.blindsum.release.result.Table;
import io.blindsum.release.result.Unit;
import io.blindsum.release.rule.Counts;
import io.blindsum.release.rule.Derived;
import io.blindsum.stats.Contingency;
import io.blindsum.stats.Contingency.ChiSquareTest;
import io.blindsum.stats.RatioEstimate;
import io.blindsum.stats.TwoByTwo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** How often the values of two columns occur together, and whether they depend on each other. */
final class CrossTable implements GroupStatistic {
  private static final Declaration DECLARATION =
      new Declaration(
          "table",
          "table(A,B)",
          "Cross tables",
          "one count a cell",
          "Σ(O−E)²/E without continuity correction; empty rows and columns do not count. Two by"
              + " two: odds ratio ad/bc, SE(log)² = 1/a+1/b+1/c+1/d; risk ratio, SE(log)² ="
              + " 1/a−1/(a+b)+1/c−1/(c+d)",
          "Pearson 1900; Woolf 1955; Katz 1978",
          List.of(
              Columns.CHI2,
              Columns.DF,
              Columns.P,
              new Column(
                  "smallest_expected", "Smallest expected count", Unit.PEOPLE, Format.REAL)));

  @Override
  public Declaration declaration() {
    return DECLARATION;
  }

  @Override
  public Optional<Result> of(StatisticTotals totals, InGroup group) {
    return totals instanceof StatisticTotals.Cells cells && cells.spec() instanceof TableSpec spec
        ? Optional.of(table(spec, cells, group))
        : Optional.empty();
  }

  private static Result table(TableSpec spec, StatisticTotals.Cells cells, InGroup group) {
    Contingency table = spec.table(cells.counts());
    Counts counts = group.counts(cells);
    List<Row> rows = new ArrayList<>();
    int width = spec.columnGroups().size();
    for (int i = 0; i < spec.rows().size(); i++) {
      List<Figure> figures = new ArrayList<>();
      for (int j = 0; j < width; j++) {
        figures.add(counts.figure(column(spec.columnGroups(), j), i * width + j));
      }
      rows.add(Row.of(Key.of(spec.rows().column().name(), spec.rows().label(i)), figures));
    }
    return new Table(
        InGroup.asked(cells),
        group.group(),
        group.n(cells),
        new Member.Rows("rows", "Counts", rows),
        // their formulas know nothing of noise
        group.gate().hasNoise() ? List.of() : tests(table, counts.derived()));
  }

  private static Column column(GroupColumn groups, int index) {
    String name = groups.column().name() + "=" + groups.label(index);
    return new Column(name, name, Unit.PEOPLE, Format.WHOLE);
  }

  private static List<Member> tests(Contingency table, Derived derived) {
    List<Member> tests = new ArrayList<>();
    if (isFourfold(table)) {
      TwoByTwo fourfold = fourfold(table);
      tests.add(ratio("odds_ratio", "Odds ratio", derived, fourfold::oddsRatio));
      tests.add(ratio("risk_ratio", "Risk ratio", derived, fourfold::riskRatio));
    }
    tests.addAll(
        derived.figures(
            DECLARATION.columns(),
            () -> {
              ChiSquareTest test = table.chiSquareTest();
              return List.<Number>of(
                  test.statistic(), test.degreesOfFreedom(), test.p(), test.smallestExpected());
            }));
    return tests;
  }

  static boolean isFourfold(Contingency table) {
    return table.counts().size() == 2 && table.columnTotals().size() == 2;
  }

  /** Returns a table whose first row and column are the exposed and the events: the last values. */
  static TwoByTwo fourfold(Contingency table) {
    List<Long> unexposed = table.counts().get(0);
    List<Long> exposed = table.counts().get(1);
    return new TwoByTwo(exposed.get(1), exposed.get(0), unexposed.get(1), unexposed.get(0));
  }

  static Member ratio(
      String name, String title, Derived derived, Supplier<RatioEstimate> estimate) {
    return derived.part(
        name,
        title,
        Columns.RATIO,
        () -> {
          RatioEstimate found = estimate.get();
          return List.of(
              found.ratio(),
              found.logStandardError(),
              found.interval().low(),
              found.interval().high(),
              found.p());
        });
  }
}

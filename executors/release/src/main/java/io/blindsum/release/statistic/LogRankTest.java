package io.blindsum.release.statistic;

import io.blindsum.question.SurvivalSpec;
import io.blindsum.release.result.Column;
import io.blindsum.release.result.Columns;
import io.blindsum.release.result.Format;
import io.blindsum.release.result.Group;
import io.blindsum.release.result.Member;
import io.blindsum.release.result.Result;
import io.blindsum.release.result.Row;
import io.blindsum.release.result.Test;
import io.blindsum.release.result.Unit;
import io.blindsum.release.rule.Derived;
import io.blindsum.stats.LogRank;
import io.blindsum.stats.SurvivalCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether groups survive alike. */
final class LogRankTest implements Comparison {
  private static final List<Column> GROUP =
      List.of(
          new Column("observed", "Observed events", Unit.PEOPLE, Format.WHOLE),
          new Column("expected", "Expected events", Unit.PEOPLE, Format.REAL));

  private static final Declaration DECLARATION =
      new Declaration(
          "logrank",
          "with km in two groups or more",
          "Log-rank tests",
          "those of km in each group",
          "log-rank with hypergeometric covariances",
          "Mantel 1966",
          List.of(Columns.CHI2, Columns.DF, Columns.P));

  @Override
  public Declaration declaration() {
    return DECLARATION;
  }

  @Override
  public Optional<Result> of(AcrossGroups groups) {
    return groups.spec() instanceof SurvivalSpec spec
        ? Optional.of(
            groups.unlessHidden(
                DECLARATION,
                group -> groups.hidesEvents(group, spec),
                derived -> test(spec, groups, derived)))
        : Optional.empty();
  }

  private static Result test(SurvivalSpec spec, AcrossGroups groups, Derived derived) {
    List<List<SurvivalCount>> ends = groups.counts().stream().map(spec::ends).toList();
    List<Row> rows = new ArrayList<>();
    List<Member> figures =
        new ArrayList<>(
            derived.figures(
                DECLARATION.columns(),
                () -> {
                  LogRank test = LogRank.of(ends);
                  rows.addAll(rows(test, groups.groups(), derived));
                  return List.<Number>of(test.chiSquare(), test.degreesOfFreedom(), test.p());
                }));
    figures.addAll(groups.leftOut());
    return new Test(groups.asked(DECLARATION), figures, rows);
  }

  private static List<Row> rows(LogRank test, List<Group> groups, Derived derived) {
    List<Row> rows = new ArrayList<>();
    for (int g = 0; g < groups.size(); g++) {
      List<Number> numbers = List.of(test.observed().get(g), test.expected().get(g));
      rows.add(new Row(groups.get(g), derived.figures(GROUP, () -> numbers)));
    }
    return rows;
  }
}

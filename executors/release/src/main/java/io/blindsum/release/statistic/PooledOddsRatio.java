package io.blindsum.release.statistic;

import io.blindsum.question.TableSpec;
import io.blindsum.release.result.Columns;
import io.blindsum.release.result.Member;
import io.blindsum.release.result.Result;
import io.blindsum.release.result.Test;
import io.blindsum.release.rule.Derived;
import io.blindsum.stats.Contingency;
import io.blindsum.stats.MantelHaenszel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The odds ratio of tables of two by two, with the groups as strata. */
final class PooledOddsRatio implements Comparison {
  private static final Declaration DECLARATION =
      new Declaration(
          "mantel_haenszel",
          "with table of two by two in two groups or more",
          "Pooled odds ratios",
          "those of table in each group",
          "Σ(ad/n)/Σ(bc/n); test without continuity correction; groups are the strata",
          "Mantel, Haenszel 1959; Robins, Breslow, Greenland 1986",
          List.of(Columns.CHI2, Columns.DF, Columns.P));

  @Override
  public Declaration declaration() {
    return DECLARATION;
  }

  @Override
  public Optional<Result> of(AcrossGroups groups) {
    if (!(groups.spec() instanceof TableSpec spec)) {
      return Optional.empty();
    }
    List<Contingency> tables = groups.counts().stream().map(spec::table).toList();
    return spec.rows().size() == 2 && spec.columnGroups().size() == 2
        ? Optional.of(
            groups.unlessHidden(
                DECLARATION,
                groups::hidesCell,
                derived ->
                    new Test(
                        groups.asked(DECLARATION),
                        Stream.concat(figures(tables, derived).stream(), groups.leftOut().stream())
                            .toList(),
                        List.of())))
        : Optional.empty();
  }

  private static List<Member> figures(List<Contingency> tables, Derived derived) {
    List<Member> figures = new ArrayList<>();
    List<Member> test =
        derived.figures(
            DECLARATION.columns(),
            () -> {
              MantelHaenszel pooled =
                  MantelHaenszel.of(tables.stream().map(CrossTable::fourfold).toList());
              figures.add(CrossTable.ratio("odds_ratio", "Odds ratio", derived, pooled::oddsRatio));
              return List.<Number>of(pooled.chiSquare(), 1, pooled.p());
            });
    figures.addAll(test);
    return figures;
  }
}

package io.blindsum.release.statistic;

import io.blindsum.layout.StatisticTotals;
import io.blindsum.question.CorrelationSpec;
import io.blindsum.release.result.Column;
import io.blindsum.release.result.Columns;
import io.blindsum.release.result.Format;
import io.blindsum.release.result.Member;
import io.blindsum.release.result.Model;
import io.blindsum.release.result.Result;
import io.blindsum.release.result.Unit;
import io.blindsum.release.rule.Derived;
import io.blindsum.stats.Correlation;
import java.util.List;
import java.util.Optional;

/** How two columns vary together. */
final class PearsonCorrelation implements GroupStatistic {
  private static final Declaration DECLARATION =
      new Declaration(
          "corr",
          "corr(A,B)",
          "Correlations",
          "n, two sums, three sums of products, of rows with both values",
          "Pearson's r; interval by artanh",
          "Fisher 1921",
          List.of(
              new Column("covariance", "Covariance", Unit.SQUARE, Format.REAL),
              new Column("r", "r", Unit.NONE, Format.REAL),
              Columns.P,
              Columns.LOW,
              Columns.HIGH));

  @Override
  public Declaration declaration() {
    return DECLARATION;
  }

  @Override
  public Optional<Result> of(StatisticTotals totals, InGroup group) {
    if (!(totals instanceof StatisticTotals.Products products
        && products.spec() instanceof CorrelationSpec spec)) {
      return Optional.empty();
    }
    List<Member> figures =
        group
            .derived(totals)
            .figures(DECLARATION.columns(), () -> numbers(spec.correlation(products.moments())));
    return Optional.of(
        new Model(
            InGroup.asked(totals),
            group.group(),
            Derived.with(group.n(totals), figures),
            List.of()));
  }

  private static List<Double> numbers(Correlation found) {
    return List.of(
        found.covariance(),
        found.coefficient(),
        found.p(),
        found.interval().low(),
        found.interval().high());
  }
}

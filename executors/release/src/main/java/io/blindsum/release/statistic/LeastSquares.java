package io.blindsum.release.statistic;

import io.blindsum.layout.StatisticTotals;
import io.blindsum.question.RegressionSpec;
import io.blindsum.release.result.Column;
import io.blindsum.release.result.Columns;
import io.blindsum.release.result.Figure;
import io.blindsum.release.result.Format;
import io.blindsum.release.result.Key;
import io.blindsum.release.result.Member;
import io.blindsum.release.result.Model;
import io.blindsum.release.result.Result;
import io.blindsum.release.result.Row;
import io.blindsum.release.result.Unit;
import io.blindsum.release.rule.Derived;
import io.blindsum.stats.LinearModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A linear model with an intercept. */
final class LeastSquares implements GroupStatistic {
  private static final List<Column> TERM =
      List.of(
          new Column("estimate", "Coefficient", Unit.SLOPE, Format.REAL),
          new Column("se", "SE", Unit.SLOPE, Format.REAL),
          new Column("t", "t", Unit.NONE, Format.REAL),
          Columns.P,
          Columns.LOW,
          Columns.HIGH);

  private static final Declaration DECLARATION =
      new Declaration(
          "ols",
          "ols(Y ~ X1 + X2)",
          "Linear models",
          "n, p sums, p(p+1)/2 sums of products, of rows with all p values",
          "X'X b = X'y solved over the integers, s² = (y'y − b'X'y)/(n−p)",
          "Bareiss 1968; Seber, Lee 2003",
          List.of(
              new Column("r2", "R²", Unit.NONE, Format.REAL),
              new Column("adjusted_r2", "Adjusted R²", Unit.NONE, Format.REAL),
              new Column("residual_se", "Residual SE", Unit.VALUE, Format.REAL),
              new Column("df", "Residual degrees of freedom", Unit.NONE, Format.WHOLE),
              new Column("f", "F", Unit.NONE, Format.REAL),
              new Column("p", "p of all terms", Unit.NONE, Format.P)));

  @Override
  public Declaration declaration() {
    return DECLARATION;
  }

  @Override
  public Optional<Result> of(StatisticTotals totals, InGroup group) {
    if (!(totals instanceof StatisticTotals.Products products
        && products.spec() instanceof RegressionSpec spec)) {
      return Optional.empty();
    }
    List<Row> terms = new ArrayList<>();
    List<Member> figures =
        group
            .derived(totals)
            .figures(
                DECLARATION.columns(),
                () -> {
                  LinearModel model = spec.model(products.moments());
                  model.coefficients().forEach(c -> terms.add(term(c)));
                  return numbers(model);
                });
    return Optional.of(
        new Model(
            InGroup.asked(totals), group.group(), Derived.with(group.n(totals), figures), terms));
  }

  private static List<Number> numbers(LinearModel model) {
    return List.of(
        model.rSquared(),
        model.adjustedRSquared(),
        model.residualStandardError(),
        model.degreesOfFreedom(),
        model.f(),
        model.p());
  }

  private static Row term(LinearModel.Coefficient coefficient) {
    List<Double> numbers =
        List.of(
            coefficient.estimate(),
            coefficient.standardError(),
            coefficient.t(),
            coefficient.p(),
            coefficient.interval().low(),
            coefficient.interval().high());
    List<Figure> figures = new ArrayList<>();
    for (int i = 0; i < TERM.size(); i++) {
      figures.add(Figure.shown(TERM.get(i), numbers.get(i)));
    }
    return Row.of(Key.of("name", coefficient.name()), figures);
  }
}

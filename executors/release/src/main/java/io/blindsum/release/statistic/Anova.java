package io.blindsum.release.statistic;

import io.blindsum.release.result.Column;
import io.blindsum.release.result.Columns;
import io.blindsum.release.result.Format;
import io.blindsum.release.result.Result;
import io.blindsum.release.result.Unit;
import io.blindsum.stats.OneWayAnova;
import java.util.List;
import java.util.Optional;

/** Whether the means of the groups differ, if their variances are equal. */
final class Anova implements ColumnStatistic {
  private static final Declaration DECLARATION =
      new Declaration(
          "anova",
          "anova",
          "Analysis of variance",
          "n, sum and sum of squares of two groups or more",
          "F of the mean squares between and within",
          "Fisher 1925",
          List.of(
              new Column("between", "Squares between", Unit.SQUARE, Format.REAL),
              new Column("within", "Squares within", Unit.SQUARE, Format.REAL),
              new Column("df_between", "df between", Unit.NONE, Format.WHOLE),
              new Column("df_within", "df within", Unit.NONE, Format.WHOLE),
              new Column("f", "F", Unit.NONE, Format.REAL),
              Columns.P));

  @Override
  public Declaration declaration() {
    return DECLARATION;
  }

  @Override
  public Optional<Result> of(ColumnByGroup column) {
    return column.test(
        DECLARATION,
        () -> {
          OneWayAnova anova = OneWayAnova.of(column.known());
          return List.<Number>of(
              anova.between(),
              anova.within(),
              anova.degreesBetween(),
              anova.degreesWithin(),
              anova.f(),
              anova.p());
        });
  }
}

package io.blindsum.release.statistic;

import io.blindsum.release.result.Column;
import io.blindsum.release.result.Columns;
import io.blindsum.release.result.Format;
import io.blindsum.release.result.Result;
import io.blindsum.release.result.Unit;
import io.blindsum.stats.MeanDifference;
import io.blindsum.stats.Moments;
import java.util.List;
import java.util.Optional;

/** How far apart the means of two groups are, whatever their variances. */
final class Welch implements ColumnStatistic {
  private static final Declaration DECLARATION =
      new Declaration(
          "welch",
          "welch",
          "Differences of two means",
          "n, sum and sum of squares of two groups",
          "t = (x̄₁−x̄₂)/√(s₁²/n₁+s₂²/n₂), df of Satterthwaite",
          "Welch 1947",
          List.of(
              new Column("difference", "Difference", Unit.VALUE, Format.REAL),
              Columns.SE,
              new Column("t", "t", Unit.NONE, Format.REAL),
              new Column("df", "df", Unit.NONE, Format.REAL),
              Columns.P,
              Columns.LOW,
              Columns.HIGH));

  @Override
  public Declaration declaration() {
    return DECLARATION;
  }

  @Override
  public Optional<Result> of(ColumnByGroup column) {
    List<Moments> groups = column.known();
    if (groups.size() != 2) {
      return Optional.empty();
    }
    return column.test(
        DECLARATION,
        () -> {
          MeanDifference found = MeanDifference.of(groups.get(0), groups.get(1));
          return List.of(
              found.difference(),
              found.standardError(),
              found.t(),
              found.degreesOfFreedom(),
              found.p(),
              found.interval().low(),
              found.interval().high());
        });
  }
}

package io.blindsum.release.statistic;

import io.blindsum.release.result.Column;
import io.blindsum.release.result.Columns;
import io.blindsum.release.result.Format;
import io.blindsum.release.result.Result;
import io.blindsum.release.result.Unit;
import io.blindsum.stats.MeanEstimate;
import java.util.List;
import java.util.Optional;

/** The mean of each group, and how well it is known. */
final class Mean implements ColumnStatistic {
  static final Column MEAN = new Column("mean", "Mean", Unit.VALUE, Format.REAL);

  private static final Declaration DECLARATION =
      new Declaration(
          "mean",
          "mean, ci",
          "Means",
          "n, sum and sum of squares",
          "x̄ ± t(n−1) s/√n",
          "",
          List.of(Columns.N, MEAN, Columns.SE, Columns.LOW, Columns.HIGH));

  @Override
  public Declaration declaration() {
    return DECLARATION;
  }

  @Override
  public Optional<Result> of(ColumnByGroup column) {
    return Optional.of(
        column.estimates(
            DECLARATION,
            moments -> {
              MeanEstimate mean = MeanEstimate.of(moments);
              return List.of(
                  mean.mean(),
                  mean.standardError(),
                  mean.interval().low(),
                  mean.interval().high());
            }));
  }
}

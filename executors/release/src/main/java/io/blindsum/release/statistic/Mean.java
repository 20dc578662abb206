package io.blindsum.release.statistic;

import io.blindsum.release.result.Columns;
import io.blindsum.release.result.Result;
import io.blindsum.stats.MeanEstimate;
import java.util.List;
import java.util.Optional;

/** The mean of each group, and how well it is known. */
final class Mean implements ColumnStatistic {
  private static final Declaration DECLARATION =
      new Declaration(
          "mean",
          "mean, ci",
          "Means",
          "n, sum and sum of squares",
          "x̄ ± t(n−1) s/√n",
          "",
          List.of(Columns.N, Columns.MEAN, Columns.SE, Columns.LOW, Columns.HIGH));

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
                  mean.mean(), mean.standardError(), mean.interval().low(), mean.interval().high());
            }));
  }
}

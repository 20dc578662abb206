package io.blindsum.release.statistic;

import io.blindsum.release.result.Result;
import java.util.Optional;

/** A statistic of the count, sum and sum of squares that every numeric column has. */
public non-sealed interface ColumnStatistic extends Statistic {
  /** Computes it; empty if such a column in such groups has none. */
  Optional<Result> of(ColumnByGroup column);
}

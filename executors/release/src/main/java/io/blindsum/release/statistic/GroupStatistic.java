package io.blindsum.release.statistic;

import io.blindsum.layout.StatisticTotals;
import io.blindsum.release.result.Result;
import java.util.Optional;

/** A statistic of totals of its own in one group, for which each record has more slots. */
public non-sealed interface GroupStatistic extends Statistic {
  /** Computes it; empty if the totals are those of another statistic. */
  Optional<Result> of(StatisticTotals totals, InGroup group);
}

package io.blindsum.release.statistic;

import io.blindsum.release.result.Result;
import java.util.Optional;

/** A test between groups, of the totals that another statistic has in each. */
public non-sealed interface Comparison extends Statistic {
  /** Computes it; empty if it is no test of such totals. */
  Optional<Result> of(AcrossGroups groups);
}

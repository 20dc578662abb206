package io.blindsum.layout;

import io.blindsum.question.StatisticSpec;
import io.blindsum.stats.CrossMoments;
import java.util.List;

/** The exact totals of one statistic in one group. */
public sealed interface StatisticTotals {
  /** Returns the statistic they are of. */
  StatisticSpec spec();

  /** Returns how many rows had all the values that it needs. */
  long n();

  /**
   * The rows in each cell.
   *
   * @param spec the statistic
   * @param counts in the order of the cells
   */
  record Cells(StatisticSpec.OfCells spec, List<Long> counts) implements StatisticTotals {
    /** Keeps the counts. */
    public Cells {
      counts = List.copyOf(counts);
    }

    @Override
    public long n() {
      return counts.stream().mapToLong(Long::longValue).sum();
    }
  }

  /**
   * The sums and sums of products.
   *
   * @param spec the statistic
   * @param moments of its columns
   */
  record Products(StatisticSpec.OfProducts spec, CrossMoments moments) implements StatisticTotals {
    @Override
    public long n() {
      return moments.n();
    }
  }
}

package io.blindsum.layout;

import io.blindsum.encoding.ColumnSpec;
import io.blindsum.stats.Moments;
import io.blindsum.stats.NoisyMoments;
import io.blindsum.stats.WeightedMoments;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The exact totals of one column in one group. */
public sealed interface ColumnTotals {
  /** Returns the column's name. */
  String name();

  /** Returns how many rows had a value; of a weighted sum, the sum of their weights. */
  long n();

  /**
   * The totals of a numeric column.
   *
   * @param name of the column
   * @param moments of its values
   */
  record Numbers(String name, Moments moments) implements ColumnTotals {
    @Override
    public long n() {
      return moments.n();
    }
  }

  /**
   * The weighted totals of a numeric column.
   *
   * @param name of the column
   * @param moments of its values and their weights
   */
  record Weighted(String name, WeightedMoments moments) implements ColumnTotals {
    @Override
    public long n() {
      return moments.n();
    }
  }

  /**
   * The totals of a numeric column, with noise.
   *
   * @param name of the column
   * @param moments of its values, each with noise of its own
   */
  record Noisy(String name, NoisyMoments moments) implements ColumnTotals {
    @Override
    public long n() {
      return moments.n();
    }
  }

  /**
   * The totals of a categorical column.
   *
   * @param name of the column
   * @param n how many rows had a value: the sum of the counts
   * @param counts rows of each category, in the order of the declaration
   */
  record Categories(String name, long n, Map<String, Long> counts) implements ColumnTotals {
    /** Keeps the order of the counts. */
    public Categories {
      counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    }

    /** Returns the counts of a column that has the same value in all rows. */
    static Categories constant(ColumnSpec column, long encoded, long rows) {
      Map<String, Long> counts = new LinkedHashMap<>();
      for (long i = 0; i <= column.type().maxEncoded(); i++) {
        counts.put(column.type().format(i), i == encoded ? rows : 0);
      }
      return new Categories(column.name(), rows, counts);
    }
  }
}

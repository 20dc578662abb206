package io.blindsum.release.result;

import java.util.List;

/** The totals of one column in one group. */
public sealed interface ColumnResult {
  /** Returns the column's name. */
  String column();

  /** Returns how many rows had a value; of a weighted sum, the sum of their weights. */
  Figure n();

  /**
   * Those of numbers.
   *
   * @param column its name
   * @param n how many there are
   * @param figures their sum, mean, standard deviation and variance
   */
  record Numbers(String column, Figure n, List<Figure> figures) implements ColumnResult {
    /** Keeps the figures. */
    public Numbers {
      figures = List.copyOf(figures);
    }
  }

  /**
   * Those of categories.
   *
   * @param column its name
   * @param n how many there are
   * @param counts how many of each category, in the order of the declaration
   */
  record Categories(String column, Figure n, List<Count> counts) implements ColumnResult {
    /** Keeps the counts. */
    public Categories {
      counts = List.copyOf(counts);
    }
  }

  /**
   * One category.
   *
   * @param label its name
   * @param n how many there are
   */
  record Count(String label, Figure n) {}
}

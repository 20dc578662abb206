package io.blindsum.layout;

import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.ImplausibleTotalException;
import io.blindsum.question.StatisticSpec;
import java.util.List;

/** What a row adds to the slots of one statistic: how wide they are, how filled, how read. */
abstract sealed class Terms permits CellTerms, ProductTerms {
  /** Makes the terms of a statistic of declared columns. */
  static Terms of(StatisticSpec spec, List<ColumnSpec> columns) {
    return spec instanceof StatisticSpec.OfCells cells
        ? new CellTerms(cells, columns)
        : new ProductTerms((StatisticSpec.OfProducts) spec, columns);
  }

  /** Returns the slots, each wide enough for {@code maxRows} rows. */
  abstract List<Slot> slots(long maxRows);

  /** Adds a row; {@code slot} is the first of these slots in the group's block. */
  abstract void place(RowBuffer row, SlotSink sink, int base, int slot);

  /**
   * Reads the totals.
   *
   * @param rows of the group
   * @throws ImplausibleTotalException if no rows have these totals
   */
  abstract StatisticTotals read(SlotSums sums, int group, int slot, long rows);

  /** Returns the index in a row of each column. */
  static int[] inputs(StatisticSpec spec, List<ColumnSpec> columns) {
    return spec.columns().stream().mapToInt(columns::indexOf).toArray();
  }

  static boolean isComplete(RowBuffer row, int[] inputs) {
    for (int input : inputs) {
      if (row.isNull(input)) {
        return false;
      }
    }
    return true;
  }
}

package io.blindsum.layout;

import io.blindsum.encoding.ColumnSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.IntFunction;

/** The columns of one group: most have slots, and what others come to follows from the group. */
final class GroupColumns {
  private GroupColumns() {}

  /** Makes the totals of a column whose value is the same in each row. */
  interface Constant {
    ColumnTotals of(ColumnSpec column, long encoded, long rows);
  }

  /**
   * Returns the totals of each column, in order.
   *
   * @param rows of the group
   * @param read reads those of a column that has slots, by its number
   */
  static List<ColumnTotals> of(
      SlotLayout layout, int group, long rows, Constant constant, IntFunction<ColumnTotals> read) {
    List<ColumnTotals> columns = new ArrayList<>();
    for (int i = 0; i < layout.columns().size(); i++) {
      if (layout.block().isDerived(i)) {
        ColumnSpec column = layout.columns().get(i);
        OptionalLong value = layout.groupBy().exactValue(column, group);
        columns.add(constant.of(column, value.orElse(0), value.isPresent() ? rows : 0));
      } else {
        columns.add(read.apply(i));
      }
    }
    return columns;
  }
}

package io.blindsum.layout;

import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.SpecificationException;
import io.blindsum.question.GroupBy;
import io.blindsum.question.GroupColumn;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns that a row is filled from: the declared ones, then those that only make groups.
 *
 * @param columns in the order of a row
 * @param ofGroups the index in {@code columns} of each column of the group-by
 */
record LayoutInputs(List<ColumnSpec> columns, List<Integer> ofGroups) {
  static LayoutInputs of(List<ColumnSpec> declared, GroupBy groupBy) {
    List<ColumnSpec> columns = new ArrayList<>(declared);
    List<Integer> ofGroups = new ArrayList<>();
    for (GroupColumn group : groupBy.columns()) {
      int index = columns.indexOf(group.column());
      if (index < 0) {
        index = columns.size();
        requireOtherName(columns, group.column());
        columns.add(group.column());
      }
      ofGroups.add(index);
    }
    return new LayoutInputs(List.copyOf(columns), List.copyOf(ofGroups));
  }

  private static void requireOtherName(List<ColumnSpec> columns, ColumnSpec added) {
    for (ColumnSpec column : columns) {
      if (column.name().equals(added.name())) {
        throw new SpecificationException(
            "group-by '" + added.name() + "' takes it for " + added + ", declared is " + column);
      }
    }
  }
}

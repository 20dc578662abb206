package io.blindsum.hospital;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Parts of one answer that have no row in common, so that the total of any of them together follows
 * from theirs: the groups, the categories of a column, the cells of a table.
 *
 * @param quantity the column that is added up; empty for mere counts
 * @param columns the columns by which counts are split; not kept with answers
 * @param cells the patients of each part
 */
record AnsweredPartition(String quantity, Set<String> columns, List<PatientSet> cells) {
  AnsweredPartition {
    columns = Set.copyOf(columns);
    cells = List.copyOf(cells);
  }

  /** Returns the same without the parts of fewer patients. */
  AnsweredPartition ofAtLeast(int patients) {
    return new AnsweredPartition(
        quantity, columns, cells.stream().filter(cell -> cell.size() >= patients).toList());
  }

  /** Returns each part by itself. */
  List<AnsweredCell> toCells() {
    List<AnsweredCell> each = new ArrayList<>();
    cells.forEach(cell -> each.add(new AnsweredCell(quantity, cell)));
    return each;
  }

  /** Tells whether both are of the same patients, part by part. */
  boolean isSame(AnsweredPartition other) {
    return toCells().equals(other.toCells());
  }

  /** Tells whether an answer with both tells more by the two than by each. */
  boolean overlaps(AnsweredPartition other) {
    return quantity.equals(other.quantity)
        && (!quantity.isEmpty() || columns.stream().anyMatch(other.columns::contains));
  }
}

package io.blindsum.release.result;

import java.util.List;

/**
 * The totals of one group.
 *
 * @param group which one
 * @param n its rows
 * @param columns one for each declared column; none if the number of rows is hidden
 */
public record GroupResult(Group group, Figure n, List<ColumnResult> columns) {
  /** Keeps the columns. */
  public GroupResult {
    columns = List.copyOf(columns);
  }
}

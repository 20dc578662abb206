package io.blindsum.release.render;

import io.blindsum.release.result.Column;
import io.blindsum.release.result.Figure;
import io.blindsum.release.result.Member;
import io.blindsum.release.result.Row;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The figures of rows as a table: one column for each figure that any row has.
 *
 * @param columns of the table
 * @param rows of it
 */
record Grid(List<Column> columns, List<Row> rows) {
  /** Lays out rows. */
  static Grid of(List<Row> rows) {
    Set<Column> columns = new LinkedHashSet<>();
    rows.stream().filter(row -> !row.isHidden()).forEach(row -> add(columns, row));
    if (columns.isEmpty()) {
      rows.forEach(row -> add(columns, row));
    }
    return new Grid(List.copyOf(columns), rows);
  }

  private static void add(Set<Column> columns, Row row) {
    row.figures().forEach(figure -> columns.add(figure.column()));
  }

  /** Returns a row's figure in a column; that of a row that is hidden is its mark. */
  static Optional<Figure> figure(Row row, Column column) {
    return row.figures().stream()
        .filter(figure -> row.isHidden() || figure.column().equals(column))
        .reduce((first, second) -> second.column().equals(column) ? second : first);
  }

  /** Tells why the totals do not define a row; empty if they do. */
  static String undefined(Row row) {
    return row.members().stream()
        .filter(Member.Undefined.class::isInstance)
        .map(member -> ((Member.Undefined) member).reason())
        .findFirst()
        .orElse("");
  }

  /** Tells which groups a row leaves out; empty if it leaves out none. */
  static String leftOut(Row row) {
    return row.members().stream()
        .filter(Member.LeftOut.class::isInstance)
        .map(member -> ((Member.LeftOut) member).text())
        .findFirst()
        .orElse("");
  }

  /** Tells whether some row leaves out groups. */
  boolean hasLeftOut() {
    return rows.stream().anyMatch(row -> !leftOut(row).isEmpty());
  }

  /** Tells whether the totals do not define some row. */
  boolean hasUndefined() {
    return rows.stream().anyMatch(row -> !undefined(row).isEmpty());
  }
}

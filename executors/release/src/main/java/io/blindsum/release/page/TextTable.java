package io.blindsum.release.page;

import java.util.ArrayList;
import java.util.List;

/** Lays out cells in columns. */
public final class TextTable {
  private TextTable() {}

  /**
   * Returns the lines of a table, the first columns to the left and the others to the right.
   *
   * @param rows all as long as the first one, which is the head
   */
  public static List<String> lines(List<List<String>> rows, int leftColumns) {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String padding = " ".repeat(widths[i] - row.get(i).length());
        line.append(i < leftColumns ? row.get(i) + padding : padding + row.get(i)).append("  ");
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}

package io.blindsum.cli.report;

import java.util.List;

/**
 * A table that the result does not have in itself.
 *
 * @param heading above it
 * @param caption what it shows
 * @param head the names of its columns
 * @param rows each as long as the head, with its name first
 */
record TableSection(String heading, String caption, List<String> head, List<List<Object>> rows)
    implements Section {
  @Override
  public void write(Writing page) {
    page.heading(heading);
    boolean numbers = rows.stream().allMatch(row -> row.get(1) instanceof Number);
    HtmlTable table =
        numbers
            ? HtmlTable.open(page.html(), caption, head)
            : HtmlTable.openWords(page.html(), caption, head);
    rows.forEach(row -> table.row(String.valueOf(row.get(0)), row.subList(1, row.size())));
    table.close();
  }
}

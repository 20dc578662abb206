package io.blindsum.release.page;

import java.util.List;

/**
 * A table of its own.
 *
 * @param heading above it
 * @param caption what it shows
 * @param head the names of its columns
 * @param rows each with its name
 * @param ofWords whether it is made of sentences
 */
public record TableSection(
    String heading, String caption, List<String> head, List<Row> rows, boolean ofWords)
    implements Section {
  /**
   * One row.
   *
   * @param name of it
   * @param cells one for each other column
   */
  public record Row(String name, List<Content> cells) {}

  @Override
  public void write(Writing page) {
    page.heading(heading);
    List<HtmlTable.Head> heads = HtmlTable.Head.of(head);
    HtmlTable table =
        ofWords
            ? HtmlTable.openWords(page.html(), caption, heads)
            : HtmlTable.open(page.html(), caption, heads);
    rows.forEach(row -> table.row(row.name(), row.cells()));
    table.close();
  }
}

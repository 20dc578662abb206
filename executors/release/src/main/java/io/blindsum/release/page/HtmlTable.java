package io.blindsum.release.page;

import java.util.List;

/** Writes a table whose numbers a program can read too. */
public final class HtmlTable {
  private final Markup out;
  private final int columns;

  private HtmlTable(Markup out, int columns) {
    this.out = out;
    this.columns = columns;
  }

  /**
   * The head of a column.
   *
   * @param title of it
   * @param unit of its numbers; empty for none
   */
  public record Head(String title, String unit) {
    /** Returns heads without units. */
    public static List<Head> of(List<String> titles) {
      return titles.stream().map(title -> new Head(title, "")).toList();
    }
  }

  /** Begins a table of numbers; its first column has the names of the rows. */
  public static HtmlTable open(Markup out, String caption, List<Head> head) {
    return open(out, caption, head, "numbers");
  }

  /** Begins a table of sentences. */
  public static HtmlTable openWords(Markup out, String caption, List<Head> head) {
    return open(out, caption, head, "words");
  }

  private static HtmlTable open(Markup out, String caption, List<Head> head, String kind) {
    out.open("div", "class", "wide", "tabindex", "0", "role", "region", "aria-label", caption);
    out.open("table", "class", kind).leaf("caption", caption).open("thead").open("tr");
    for (Head column : head) {
      if (column.unit().isEmpty()) {
        out.leaf("th", column.title(), "scope", "col");
      } else {
        out.leaf("th", column.title(), "scope", "col", "title", column.unit());
      }
    }
    out.close().closeLine().open("tbody");
    return new HtmlTable(out, head.size());
  }

  /** Begins a part of the table under a heading of its own. */
  public HtmlTable part(String heading) {
    out.closeLine().open("tbody").open("tr");
    out.leaf("th", heading, "scope", "rowgroup", "colspan", String.valueOf(columns));
    out.closeLine();
    return this;
  }

  /** Adds a row. */
  public HtmlTable row(String name, List<Content> cells) {
    out.open("tr").leaf("th", name, "scope", "row");
    for (Content cell : cells) {
      out.open("td");
      cell.writeTo(out);
      out.close();
    }
    out.closeLine();
    return this;
  }

  /** Ends the table. */
  public void close() {
    out.close().close().closeLine();
  }
}

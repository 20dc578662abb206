package io.blindsum.cli.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes tables whose numbers a program can read too: each is a {@code data} element with its exact
 * value.
 */
final class HtmlTable {
  private final Markup out;
  private final int columns;

  private HtmlTable(Markup out, int columns) {
    this.out = out;
    this.columns = columns;
  }

  /** A number that is shown as a p-value. */
  record P(double value) {
    /** Returns the member {@code p}; null if there is none. */
    static @Nullable P of(Members test) {
      return test.has("p") ? new P(test.number("p")) : null;
    }
  }

  /** An interval. */
  record Range(double low, double high) {
    /** Returns the members {@code low} and {@code high}; null if there are none. */
    static @Nullable Range of(Members estimate) {
      return estimate.has("low")
          ? new Range(estimate.number("low"), estimate.number("high"))
          : null;
    }
  }

  /** A count, and its part of a total in percent. */
  record Share(Long count, long total) {}

  /** Begins a table of numbers; its first column has the names of the rows. */
  static HtmlTable open(Markup out, String caption, List<String> head) {
    return open(out, caption, head, "numbers");
  }

  /** Begins a table of sentences. */
  static HtmlTable openWords(Markup out, String caption, List<String> head) {
    return open(out, caption, head, "words");
  }

  private static HtmlTable open(Markup out, String caption, List<String> head, String kind) {
    out.open("div", "class", "wide", "tabindex", "0", "role", "region", "aria-label", caption);
    out.open("table", "class", kind).leaf("caption", caption).open("thead").open("tr");
    head.forEach(name -> out.leaf("th", name, "scope", "col"));
    out.close().closeLine().open("tbody");
    return new HtmlTable(out, head.size());
  }

  /** Begins a part of the table under a heading of its own. */
  HtmlTable part(String heading) {
    out.closeLine().open("tbody").open("tr");
    out.leaf("th", heading, "scope", "rowgroup", "colspan", String.valueOf(columns));
    out.closeLine();
    return this;
  }

  /** Adds a row: numbers, texts, intervals and p-values; null leaves a cell empty. */
  HtmlTable row(String name, @Nullable Object... cells) {
    out.open("tr").leaf("th", name, "scope", "row");
    for (Object cell : cells) {
      out.open("td");
      write(out, cell);
      out.close();
    }
    out.closeLine();
    return this;
  }

  HtmlTable row(String name, List<?> cells) {
    return row(name, cells.toArray());
  }

  void close() {
    out.close().close().closeLine();
  }

  /** Writes one value as people and programs read it. */
  static void write(Markup out, @Nullable Object value) {
    if (value instanceof P p) {
      data(out, p.value(), Numbers.p(p.value()));
    } else if (value instanceof Range range) {
      data(out, range.low(), Numbers.text(range.low()));
      out.text(" to ");
      data(out, range.high(), Numbers.text(range.high()));
    } else if (value instanceof Share share) {
      data(out, share.count(), Numbers.text(share.count()));
      out.text(share.total() > 0 ? Numbers.percent(share.count(), share.total()) : "");
    } else if (value instanceof Number number) {
      data(out, number, Numbers.text(number));
    } else {
      out.text(Numbers.text(value));
    }
  }

  private static void data(Markup out, Number value, String text) {
    if (Double.isFinite(value.doubleValue())) {
      out.leaf("data", text, "value", value.toString());
    } else {
      out.text("–");
    }
  }
}

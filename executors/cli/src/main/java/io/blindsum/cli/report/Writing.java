package io.blindsum.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The page as far as it is written, and the drawings on it. */
final class Writing {
  private final Markup html = new Markup();
  private final List<Named> drawings = new ArrayList<>();
  private boolean inChapter;

  /**
   * A drawing that is also a file.
   *
   * @param name of the file, without its ending
   */
  record Named(String name, Drawing drawing) {}

  Markup html() {
    return html;
  }

  List<Named> drawings() {
    return drawings;
  }

  /** Begins a chapter: the headings that follow are of its sections. */
  void chapter(String title) {
    html.leaf("h2", title).text("\n");
    inChapter = true;
  }

  void heading(String title) {
    html.leaf(inChapter ? "h3" : "h2", title).text("\n");
  }

  /** Puts a drawing on the page. */
  void draw(Drawing drawing) {
    String words = drawing.title().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String name = "plot-%02d-%.40s".formatted(drawings.size() + 1, words).replaceAll("-$", "");
    drawings.add(new Named(name, drawing));
    html.open("figure");
    String title = drawing.title();
    html.open("div", "class", "wide", "tabindex", "0", "role", "region", "aria-label", title);
    html.add(drawing.element()).close();
    html.leaf("figcaption", title).closeLine();
  }

  /** Writes names and their values; those of null are left out. */
  void facts(@Nullable Object... namesAndValues) {
    html.open("dl");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      Object value = namesAndValues[i + 1];
      if (value != null) {
        html.open("div").leaf("dt", String.valueOf(namesAndValues[i])).open("dd");
        HtmlTable.write(html, value);
        html.close().close();
      }
    }
    html.closeLine();
  }

  /** Says why a statistic has no figures. */
  void undefined(String what, Members result) {
    html.leaf("p", what + ": not defined, " + result.text("undefined") + ".").text("\n");
  }
}

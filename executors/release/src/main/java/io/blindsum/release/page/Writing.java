package io.blindsum.release.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The body of a page as far as it is written, and the drawings on it. */
public final class Writing {
  private final Markup html = new Markup();
  private final List<Named> drawings = new ArrayList<>();
  private boolean inChapter;

  Writing() {}

  /**
   * A drawing that is also a file.
   *
   * @param name of the file, without its ending
   */
  record Named(String name, Drawing drawing) {}

  /**
   * A name and its value.
   *
   * @param name of it
   * @param value what it is
   */
  public record Fact(String name, Content value) {}

  /** Returns what is written so far, to go on. */
  public Markup html() {
    return html;
  }

  List<Named> drawings() {
    return drawings;
  }

  /** Begins a chapter: the headings that follow are of its sections. */
  public void chapter(String title) {
    html.leaf("h2", title).text("\n");
    inChapter = true;
  }

  /** Begins a section. */
  public void heading(String title) {
    html.leaf(inChapter ? "h3" : "h2", title).text("\n");
  }

  /** Writes a paragraph. */
  public void paragraph(String text) {
    html.leaf("p", text).text("\n");
  }

  /** Puts a drawing on the page. */
  public void draw(Drawing drawing) {
    String words = drawing.title().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String name =
        String.format(Locale.ROOT, "plot-%02d-%.40s", drawings.size() + 1, words)
            .replaceAll("-$", "");
    drawings.add(new Named(name, drawing));
    html.open("figure");
    String title = drawing.title();
    html.open("div", "class", "wide", "tabindex", "0", "role", "region", "aria-label", title);
    html.add(drawing.element()).close();
    html.leaf("figcaption", title).closeLine();
  }

  /** Writes names and their values. */
  public void facts(List<Fact> facts) {
    html.open("dl");
    for (Fact fact : facts) {
      html.open("div").leaf("dt", fact.name()).open("dd");
      fact.value().writeTo(html);
      html.close().close();
    }
    html.closeLine();
  }
}

package io.blindsum.release.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A drawing in words and in SVG.
 *
 * @param title what it is
 * @param text what it shows, for those who do not see it
 * @param width in pixels at full size
 * @param height in pixels at full size
 * @param content what is drawn
 */
public record Drawing(String title, String text, int width, int height, Markup content) {
  /** The width of the drawings. */
  public static final int WIDTH = 540;

  private static final String FONT = "DejaVu Sans, Liberation Sans, Helvetica, Arial, sans-serif";

  /** Returns the element for a page, whose style sheet colours it. */
  Markup element() {
    Markup svg = new Markup();
    svg.open("svg", "viewBox", viewBox(), "width", String.valueOf(width), "role", "img");
    return finish(svg);
  }

  /** Returns a file that stands alone. */
  public Markup file() {
    Markup svg = new Markup();
    svg.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "viewBox",
        viewBox(),
        "width",
        String.valueOf(width),
        "height",
        String.valueOf(height),
        "font-family",
        FONT,
        "font-size",
        String.valueOf(Canvas.TEXT_SIZE));
    svg.empty("rect", "width", "100%", "height", "100%", "fill", "#ffffff");
    return finish(svg);
  }

  /** Writes it as an SVG and a PNG file. */
  public List<Path> write(Path folder, String name) throws IOException {
    Path png = folder.resolve(name + ".png");
    PngImage.write(this, png);
    Path svg = Files.writeString(folder.resolve(name + ".svg"), file() + "\n");
    return List.of(png, svg);
  }

  private Markup finish(Markup svg) {
    return svg.leaf("title", title).leaf("desc", text).add(content).close();
  }

  private String viewBox() {
    return "0 0 " + width + " " + height;
  }
}

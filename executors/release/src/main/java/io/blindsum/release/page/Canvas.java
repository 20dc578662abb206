package io.blindsum.release.page;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws with the few elements of SVG that a plot needs. Lengths are in pixels at full size. */
public final class Canvas {
  /** The size of text. */
  public static final int TEXT_SIZE = 13;

  /** The height of a line of text. */
  public static final int LINE = 18;

  /** Parts of the size of text, as wide as in the widest of the fonts that are asked for. */
  private static final double NARROW = 0.42;

  private static final double USUAL = 0.65;
  private static final double WIDE = 1.0;

  private final Markup out = new Markup();
  private final double width;

  /**
   * Begins a drawing.
   *
   * @param width that no text leaves
   */
  public Canvas(double width) {
    this.width = width;
  }

  /** Returns what is drawn. */
  public Markup markup() {
    return out;
  }

  /** Returns at most how wide a text will be. */
  public static double width(String text) {
    return TEXT_SIZE * text.codePoints().mapToDouble(Canvas::part).sum();
  }

  private static double part(int character) {
    if (" .,:;!|'()[]/\\ijltfrI".indexOf(character) >= 0) {
      return NARROW;
    }
    boolean narrowScript = character < 0x2E80;
    boolean wide = Character.isUpperCase(character) || "mw%@…−±×".indexOf(character) >= 0;
    return narrowScript && !wide ? USUAL : WIDE;
  }

  /** Returns a text that fits, with its end left out if need be. */
  public static String fit(String text, double width) {
    if (width(text) <= width) {
      return text;
    }
    int[] points = text.codePoints().toArray();
    int end = points.length - 1;
    while (end > 0 && width(new String(points, 0, end) + "…") > width) {
      end--;
    }
    return new String(points, 0, end) + "…";
  }

  /** Draws a line. */
  public void line(double x1, double y1, double x2, double y2, Ink look) {
    out.empty("line", with(look, "x1", px(x1), "y1", px(y1), "x2", px(x2), "y2", px(y2)));
  }

  /** Fills a rectangle. */
  public void rectangle(double x, double y, double width, double height, Ink look) {
    String[] place = {"x", px(x), "y", px(y), "width", px(width), "height", px(height)};
    out.empty("rect", with(look, place));
  }

  /** Draws the steps of a path, as SVG writes them. */
  public void path(String steps, Ink look) {
    out.empty("path", with(look, "d", steps));
  }

  /**
   * Writes text that starts, ends or has its middle at a place, by SVG's names for that. It is
   * moved to where all of it is in the drawing.
   */
  public void text(double x, double y, String anchor, String text, Ink look) {
    String fitting = fit(text, width);
    double length = width(fitting);
    double before =
        switch (anchor) {
          case "end" -> length;
          case "middle" -> length / 2;
          default -> 0;
        };
    double start = Math.max(0, Math.min(x - before, width - length));
    String[] place = {"x", px(start + before), "y", px(y), "text-anchor", anchor};
    out.leaf("text", fitting, with(look, place));
  }

  /** Returns how much room the numbers of a vertical axis take to its left. */
  public static double roomLeft(List<BigDecimal> ticks) {
    return 12 + ticks.stream().map(Numbers::text).mapToDouble(Canvas::width).max().orElse(0);
  }

  /** Writes text that reads upwards from a place. */
  public void upwards(double x, double y, String text, Ink look) {
    String place = "translate(" + px(x) + " " + px(y) + ") rotate(-90)";
    out.leaf("text", text, with(look, "transform", place));
  }

  /** Draws a horizontal axis with its ticks and their numbers below. */
  public void axisBelow(Scale scale, double y, List<BigDecimal> ticks) {
    line(scale.from(), y, scale.to(), y, Ink.AXIS);
    for (BigDecimal tick : ticks) {
      double x = scale.at(tick.doubleValue());
      line(x, y, x, y + 5, Ink.AXIS);
      text(x, y + 5 + TEXT_SIZE, "middle", Numbers.text(tick), Ink.FAINT);
    }
  }

  /** Draws the numbers of a vertical axis to its left, and a line across for each. */
  public void axisLeft(Scale scale, double left, double right, List<BigDecimal> ticks) {
    for (BigDecimal tick : ticks) {
      double y = scale.at(tick.doubleValue());
      line(left, y, right, y, Ink.GRID);
      text(left - 6, y + 4, "end", Numbers.text(tick), Ink.FAINT);
    }
  }

  /** Returns a length as SVG writes it. */
  public static String px(double length) {
    return String.format(Locale.ROOT, "%.1f", length);
  }

  private static String[] with(Ink look, String... place) {
    List<String> all = new ArrayList<>(List.of(place));
    all.addAll(look.attributes());
    return all.toArray(String[]::new);
  }
}

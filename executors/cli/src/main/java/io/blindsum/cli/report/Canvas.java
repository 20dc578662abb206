package io.blindsum.cli.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws with the few elements of SVG that a plot needs. Lengths are in pixels at full size. */
final class Canvas {
  /** The size of text. */
  static final int TEXT_SIZE = 13;

  /** The height of a line of text. */
  static final int LINE = 18;

  private static final double CHARACTER = 7.9;

  private final Markup out = new Markup();

  Markup markup() {
    return out;
  }

  /** Returns about how wide a text will be. */
  static double width(String text) {
    return text.length() * CHARACTER;
  }

  /** Returns a text that fits, with its end left out if need be. */
  static String fit(String text, double width) {
    int most = Math.max(1, (int) (width / CHARACTER));
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }

  void line(double x1, double y1, double x2, double y2, String... look) {
    out.empty("line", with(look, "x1", px(x1), "y1", px(y1), "x2", px(x2), "y2", px(y2)));
  }

  void rectangle(double x, double y, double width, double height, String... look) {
    String[] place = {"x", px(x), "y", px(y), "width", px(width), "height", px(height)};
    out.empty("rect", with(look, place));
  }

  void path(String steps, String... look) {
    out.empty("path", with(look, "d", steps));
  }

  /** Writes text that starts, ends or has its middle at a place, by SVG's names for that. */
  void text(double x, double y, String anchor, String text, String... look) {
    out.leaf("text", text, with(look, "x", px(x), "y", px(y), "text-anchor", anchor));
  }

  /** Writes text that reads upwards from a place. */
  void upwards(double x, double y, String text, String... look) {
    String place = "translate(" + px(x) + " " + px(y) + ") rotate(-90)";
    out.leaf("text", text, with(look, "transform", place));
  }

  /** Draws a horizontal axis with its ticks and their numbers below. */
  void axisBelow(Scale scale, double y, List<BigDecimal> ticks) {
    line(scale.from(), y, scale.to(), y, Ink.AXIS);
    for (BigDecimal tick : ticks) {
      double x = scale.at(tick.doubleValue());
      line(x, y, x, y + 5, Ink.AXIS);
      text(x, y + 5 + TEXT_SIZE, "middle", Numbers.text(tick), Ink.FAINT);
    }
  }

  /** Draws the numbers of a vertical axis to its left, and a line across for each. */
  void axisLeft(Scale scale, double left, double right, List<BigDecimal> ticks) {
    for (BigDecimal tick : ticks) {
      double y = scale.at(tick.doubleValue());
      line(left, y, right, y, Ink.GRID);
      text(left - 6, y + 4, "end", Numbers.text(tick), Ink.FAINT);
    }
  }

  static String px(double length) {
    return String.format(Locale.ROOT, "%.1f", length);
  }

  private static String[] with(String[] look, String... place) {
    List<String> all = new ArrayList<>(List.of(place));
    all.addAll(List.of(look));
    return all.toArray(String[]::new);
  }
}

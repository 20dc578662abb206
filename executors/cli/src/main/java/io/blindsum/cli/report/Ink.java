package io.blindsum.cli.report;

import java.util.List;

/**
 * How the parts of a drawing look: a class for the page's style sheet, which knows light and dark,
 * and the same as attributes for a file that stands alone.
 */
final class Ink {
  /** Okabe and Ito's colours that are dark enough on white. */
  private static final List<String> COLOURS =
      List.of("#0072b2", "#d55e00", "#007a5a", "#a2447d", "#7a5c00", "#444444");

  /**
   * As many as make every pair with a colour a different one, as 6 and 5 have no factor in common.
   */
  private static final List<String> DASHES = List.of("none", "8 4", "2 3", "10 3 2 3", "14 4");

  static final String[] TEXT = {"class", "ink", "fill", "#222222"};
  static final String[] FAINT = {"class", "faint", "fill", "#595959"};
  static final String[] AXIS = {"class", "axis", "stroke", "#595959"};
  static final String[] GRID = {"class", "grid", "stroke", "#e0e0e0"};
  static final String[] BACKGROUND = {"class", "paper", "fill", "#ffffff"};

  private Ink() {}

  /** Returns the look of the line of a series: a colour and, as not all see it, a pattern. */
  static String[] line(int series) {
    int colour = series % COLOURS.size();
    return new String[] {
      "class",
      "line" + colour,
      "stroke",
      COLOURS.get(colour),
      "stroke-dasharray",
      DASHES.get(series % DASHES.size()),
      "stroke-width",
      "2",
      "fill",
      "none"
    };
  }

  /** Returns the look of an area of a series. */
  static String[] area(int series) {
    int colour = series % COLOURS.size();
    return new String[] {"class", "area" + colour, "fill", COLOURS.get(colour)};
  }
}

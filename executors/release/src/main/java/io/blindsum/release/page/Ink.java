package io.blindsum.release.page;

import java.util.List;

/**
 * How a part of a drawing looks: a class for the page's style sheet, which knows light and dark,
 * and the same as attributes for a file that stands alone.
 *
 * @param attributes names and values
 */
public record Ink(List<String> attributes) {
  /** Okabe and Ito's colours that are dark enough on white. */
  private static final List<String> COLOURS =
      List.of("#0072b2", "#d55e00", "#007a5a", "#a2447d", "#7a5c00", "#444444");

  /**
   * As many as make every pair with a colour a different one, as 6 and 5 have no factor in common.
   */
  private static final List<String> DASHES = List.of("none", "8 4", "2 3", "10 3 2 3", "14 4");

  /** Words that matter. */
  public static final Ink TEXT = new Ink(List.of("class", "ink", "fill", "#222222"));

  /** Words beside them. */
  public static final Ink FAINT = new Ink(List.of("class", "faint", "fill", "#595959"));

  /** The line of an axis. */
  public static final Ink AXIS = new Ink(List.of("class", "axis", "stroke", "#595959"));

  /** Lines behind the drawing. */
  public static final Ink GRID = new Ink(List.of("class", "grid", "stroke", "#e0e0e0"));

  /** Keeps the attributes. */
  public Ink {
    attributes = List.copyOf(attributes);
  }

  /** Returns the look of the line of a series: a colour and, as not all see it, a pattern. */
  public static Ink line(int series) {
    int colour = series % COLOURS.size();
    return new Ink(
        List.of(
            "class",
            "line" + colour,
            "stroke",
            COLOURS.get(colour),
            "stroke-dasharray",
            DASHES.get(series % DASHES.size()),
            "stroke-width",
            "2",
            "fill",
            "none"));
  }

  /** Returns the look of an area of a series. */
  public static Ink area(int series) {
    int colour = series % COLOURS.size();
    return new Ink(List.of("class", "area" + colour, "fill", COLOURS.get(colour)));
  }
}

package io.blindsum.release.page;

import java.util.List;

/**
 * Who did what when.
 *
 * @param title what was going on
 * @param bars in any order
 * @param marks moments that are named
 */
public record Timeline(String title, List<Bar> bars, List<Mark> marks) {
  /** Keeps the bars and marks. */
  public Timeline {
    bars = List.copyOf(bars);
    marks = List.copyOf(marks);
  }

  /**
   * A piece of work.
   *
   * @param lane who did it
   * @param kind what was done
   * @param from seconds after the begin, at least 0
   * @param to seconds after the begin, not before {@code from}
   * @param rows that it was about; 0 if they are not counted
   */
  public record Bar(String lane, String kind, double from, double to, long rows) {}

  /**
   * A moment.
   *
   * @param lane whose
   * @param text what happened
   * @param at seconds after the begin
   */
  public record Mark(String lane, String text, double at) {}
}

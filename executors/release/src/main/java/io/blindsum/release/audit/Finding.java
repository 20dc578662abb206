package io.blindsum.release.audit;

import java.util.List;

/**
 * What an audit decided, and what it proved.
 *
 * @param marks what becomes of each quantity
 * @param ranges for each quantity values between which the whole report leaves it open; both ends
 *     were reached by numbers that agree with all that is printed
 * @param alternatives other values of all quantities that agree with all that is printed: the proof
 * @param exposed quantities that stay less open than they have to, because the report has nothing
 *     more to hide: it must not be shown
 */
public record Finding(
    List<Mark> marks, List<Range> ranges, List<List<Long>> alternatives, List<Integer> exposed) {
  /** Keeps the lists. */
  public Finding {
    marks = List.copyOf(marks);
    ranges = List.copyOf(ranges);
    alternatives = List.copyOf(alternatives);
    exposed = List.copyOf(exposed);
  }

  /**
   * From one value to another.
   *
   * @param low the least
   * @param high the greatest
   */
  public record Range(long low, long high) {
    /** Returns how many values there are. */
    public long size() {
      return high - low + 1;
    }
  }

  /** Returns how many quantities are hidden. */
  public int hidden() {
    return (int) marks.stream().filter(Mark::isHidden).count();
  }
}

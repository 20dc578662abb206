package io.blindsum.stats;

import io.blindsum.stats.SmallCells.Release;
import java.util.Arrays;
import java.util.List;

/**
 * A table as a circulation: from a source through each row's total to the row, through the cells to
 * the columns, and through the columns' totals to a sink; the table's total, which is known, leads
 * back. Every table with the same shown counts is another circulation, so how far a hidden count
 * may be from the true one is how much more or less can flow through its arc.
 */
final class TableFlow {
  private static final long UNLIMITED = Long.MAX_VALUE / 4;

  private final long least;
  private final int nodes;
  // arc a leads from[a] -> to[a] and carries counts[a] in the true table
  private final int[] from;
  private final int[] to;
  private final long[] counts;
  private final Release[] releases;

  TableFlow(Contingency table, long least) {
    this.least = least;
    List<Long> rows = table.rowTotals();
    List<Long> columns = table.columnTotals();
    int height = rows.size();
    int width = columns.size();
    int arcs = height * width + height + width;
    from = new int[arcs];
    to = new int[arcs];
    counts = new long[arcs];
    releases = new Release[arcs];
    nodes = height + width + 2;
    int source = height + width;
    for (int i = 0; i < height; i++) {
      for (int j = 0; j < width; j++) {
        set(cell(i, j, width), i, height + j, table.counts().get(i).get(j));
      }
      set(rowTotal(i, height, width), source, i, rows.get(i));
    }
    for (int j = 0; j < width; j++) {
      set(columnTotal(j, height, width), height + j, source + 1, columns.get(j));
    }
  }

  static int cell(int row, int column, int width) {
    return row * width + column;
  }

  static int rowTotal(int row, int height, int width) {
    return height * width + row;
  }

  static int columnTotal(int column, int height, int width) {
    return height * width + height + column;
  }

  Release release(int arc) {
    return releases[arc];
  }

  /** Hides what protects the small counts. */
  void protect() {
    for (int arc = 0; arc < counts.length; arc++) {
      if (releases[arc] == Release.SMALL) {
        widen(arc, true, least - 1 - counts[arc]);
        widen(arc, false, counts[arc] - 1);
      }
    }
  }

  private void set(int arc, int start, int end, long count) {
    from[arc] = start;
    to[arc] = end;
    counts[arc] = count;
    releases[arc] = count > 0 && count < least ? Release.SMALL : Release.SHOWN;
  }

  /**
   * Lets a small count look {@code amount} larger or smaller than it is, where that is possible.
   */
  private void widen(int arc, boolean larger, long amount) {
    long[] changes = new long[counts.length];
    int start = larger ? to[arc] : from[arc];
    int end = larger ? from[arc] : to[arc];
    for (long done = 0; done < amount; done++) {
      int[] path = cheapestPath(start, end, arc, changes);
      if (path.length == 0) {
        return;
      }
      for (int step : path) {
        int used = step / 2;
        changes[used] += isForward(step) ? 1 : -1;
        if (releases[used] == Release.SHOWN) {
          releases[used] = Release.PROTECTING;
        }
      }
    }
  }

  /**
   * Returns the steps from one node to another that change other counts by one, hiding as few
   * people's counts as possible (Bellman and Ford); empty if there are none. A step is {@code 2
   * arc} along the arc and {@code 2 arc + 1} against it.
   */
  private int[] cheapestPath(int start, int end, int without, long[] changes) {
    long[] costs = new long[nodes];
    Arrays.fill(costs, UNLIMITED);
    int[] reachedBy = new int[nodes];
    costs[start] = 0;
    boolean improved = true;
    while (improved) {
      improved = false;
      for (int step = 0; step < 2 * counts.length; step++) {
        int arc = step / 2;
        int tail = isForward(step) ? from[arc] : to[arc];
        int head = isForward(step) ? to[arc] : from[arc];
        if (arc == without || costs[tail] == UNLIMITED || room(step, changes[arc]) < 1) {
          continue;
        }
        long cost = costs[tail] + cost(arc);
        if (cost < costs[head]) {
          costs[head] = cost;
          reachedBy[head] = step;
          improved = true;
        }
      }
    }
    return costs[end] == UNLIMITED ? new int[0] : steps(start, end, reachedBy);
  }

  private int[] steps(int start, int end, int[] reachedBy) {
    int[] steps = new int[nodes];
    int count = 0;
    for (int node = end; node != start; count++) {
      int step = reachedBy[node];
      steps[count] = step;
      node = isForward(step) ? from[step / 2] : to[step / 2];
    }
    return Arrays.copyOf(steps, count);
  }

  /** Returns how much further a count may be changed before a reader would notice. */
  private long room(int step, long changed) {
    int arc = step / 2;
    long now = counts[arc] + changed;
    if (releases[arc] == Release.SMALL) {
      return isForward(step) ? least - 1 - now : now - 1;
    }
    if (counts[arc] == 0) {
      return 0;
    }
    return isForward(step) ? UNLIMITED : now - least;
  }

  /**
   * Returns what is lost by hiding a count: little if it is hidden already, so paths stay short.
   */
  private long cost(int arc) {
    return releases[arc] == Release.SHOWN ? 2 + counts[arc] : 1;
  }

  private static boolean isForward(int step) {
    return step % 2 == 0;
  }
}

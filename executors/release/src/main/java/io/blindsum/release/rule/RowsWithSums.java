package io.blindsum.release.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Looks for whole numbers, each of its class, that have a sum and a sum of squares: two of them
 * move apart or together, by as much as brings the squares nearest, until these are right. What is
 * found exists; what is not found may exist all the same.
 */
final class RowsWithSums {
  private static final int MOVES = 5_000;

  private final long sum;
  private final long squares;
  private final List<long[]> rows = new ArrayList<>();

  RowsWithSums(long sum, long squares) {
    this.sum = sum;
    this.squares = squares;
  }

  /** Adds rows of a class. */
  void add(long count, long low, long high) {
    for (long i = 0; i < count; i++) {
      rows.add(new long[] {low, low, high});
    }
  }

  /** Tells whether they were found; the same numbers are always looked for in the same way. */
  boolean exist() {
    long missing = fill();
    long lacking = squares - rows.stream().mapToLong(row -> row[0] * row[0]).sum();
    Random random = new Random(squares);
    for (int i = 0; i < MOVES && missing == 0 && lacking != 0 && rows.size() > 1; i++) {
      long[] down = rows.get(random.nextInt(rows.size()));
      long[] up = rows.get(random.nextInt(rows.size()));
      if (down != up) {
        lacking -= move(down, up, lacking, random.nextInt(50) == 0);
      }
    }
    return missing == 0 && lacking == 0;
  }

  /** Raises the lowest of them until they have the sum; returns what is left of it. */
  private long fill() {
    long missing = sum - rows.stream().mapToLong(row -> row[0]).sum();
    for (long[] row : rows) {
      long by = Math.min(Math.max(missing, 0), row[2] - row[0]);
      row[0] += by;
      missing -= by;
    }
    return missing;
  }

  /** Moves two of them; returns what that adds to the squares. */
  private static long move(long[] down, long[] up, long lacking, boolean anyway) {
    long room = Math.min(down[0] - down[1], up[2] - up[0]);
    long apart = up[0] - down[0];
    // 2 by (apart + by) is to be what is lacking
    double root = Math.sqrt(Math.max(0, (double) apart * apart + 2.0 * lacking));
    long near = (long) ((root - apart) / 2);
    long best = 0;
    for (long by = Math.max(1, near); by <= Math.min(room, near + 1); by++) {
      long left = Math.abs(lacking - added(by, apart));
      if (left < Math.abs(lacking - added(best, apart)) || anyway) {
        best = by;
      }
    }
    if (best == 0 && room > 0 && room < near) {
      best = Math.abs(lacking - added(room, apart)) < Math.abs(lacking) ? room : 0;
    }
    down[0] -= best;
    up[0] += best;
    return added(best, apart);
  }

  private static long added(long by, long apart) {
    return 2 * by * (apart + by);
  }
}

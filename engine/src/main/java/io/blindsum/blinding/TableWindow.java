package io.blindsum.blinding;

import io.blindsum.arith.SquareRing;

/**
 * The window of a fixed-base table and what set it. A table of window {@code w} has {@code 2^w}
 * entries for each of {@code ceil(exponentBits / w)} digits, and a value takes one step a digit.
 *
 * @param bits the window
 * @param bytes the memory that the table takes
 * @param limit why it is no wider
 */
public record TableWindow(int bits, long bytes, Limit limit) {
  private static final int NARROWEST = 4;
  private static final int WIDEST = 16;

  /** Steps that an entry costs: its computation, and the first touch of its memory. */
  private static final long ENTRY_STEPS = 4;

  /** What keeps a table from a wider window. */
  public enum Limit {
    /** The values that are expected would not repay a wider one. */
    VALUES,
    /** A wider one needs more memory than there is for it. */
    MEMORY,
    /** There is no wider one. */
    WIDEST
  }

  /** Returns the window with the fewest steps for the table and its values, or what fits. */
  static TableWindow choose(SquareRing ring, int exponentBits, TableBudget budget) {
    int cheapest = NARROWEST;
    for (int bits = NARROWEST + 1; bits <= WIDEST; bits++) {
      if (steps(exponentBits, bits, budget) < steps(exponentBits, cheapest, budget)) {
        cheapest = bits;
      }
    }
    TableWindow window =
        of(ring, exponentBits, cheapest, cheapest == WIDEST ? Limit.WIDEST : Limit.VALUES);
    long room = Math.min(budget.bytes(), ring.fixedBaseRoom());
    while (window.bytes > room && window.canBeNarrower()) {
      window = window.narrower(ring, exponentBits);
    }
    return window;
  }

  boolean canBeNarrower() {
    return bits > NARROWEST;
  }

  /** Returns the next window, for want of memory. */
  TableWindow narrower(SquareRing ring, int exponentBits) {
    return of(ring, exponentBits, bits - 1, Limit.MEMORY);
  }

  private static TableWindow of(SquareRing ring, int exponentBits, int bits, Limit limit) {
    return new TableWindow(bits, ring.fixedBaseBytes(exponentBits, bits), limit);
  }

  private static double steps(int exponentBits, int bits, TableBudget budget) {
    double entrySteps = ENTRY_STEPS << bits;
    return Math.ceil((double) exponentBits / bits) * (entrySteps + budget.values());
  }
}

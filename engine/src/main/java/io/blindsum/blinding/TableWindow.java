package io.blindsum.blinding;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.SquareRing;
import java.math.BigInteger;
import java.util.function.LongSupplier;

/**
 * Chooses the window of a fixed-base table: the widest whose table fits into the memory that is
 * given to it, and is made in half a second by a ring of this one's speed.
 */
final class TableWindow {
  private static final int NARROWEST = 4;
  private static final int WIDEST = 12;
  private static final double LONGEST_BUILD_SECONDS = 0.5;
  private static final int ELEMENTS = 64;
  private static final int PROBES = 7;

  private TableWindow() {}

  /**
   * Returns the window.
   *
   * @param bytes the most memory that the table may take; the narrowest window is taken even if its
   *     table takes more, which is a few MB at most
   */
  static int choose(SquareRing ring, int exponentBits, long bytes) {
    return choose(ring, exponentBits, bytes, System::nanoTime);
  }

  static int choose(SquareRing ring, int exponentBits, long bytes, LongSupplier nanoTime) {
    long entries = (long) (LONGEST_BUILD_SECONDS / secondsOfMultiplication(ring, nanoTime));
    int window = WIDEST;
    while (window > NARROWEST
        && (ring.fixedBaseBytes(exponentBits, window) > bytes
            || entries(exponentBits, window) > entries)) {
      window--;
    }
    return window;
  }

  private static long entries(int exponentBits, int window) {
    long positions = (exponentBits + window - 1L) / window;
    return positions << window;
  }

  /**
   * Measures the best of several batches: the first ones also pay for what is loaded late, and
   * other programs of the machine make any of them slower, but none faster. Batches are spread over
   * the cores, so that the time of this thread alone would not tell.
   */
  private static double secondsOfMultiplication(SquareRing ring, LongSupplier nanoTime) {
    BlockArray elements = BlockArray.allocate(ELEMENTS, ring.elementBytes());
    BlockArray products = BlockArray.allocate(ELEMENTS, ring.elementBytes());
    BigInteger half = ring.modulus().shiftRight(1);
    for (int i = 0; i < ELEMENTS; i++) {
      elements.set(i, half);
    }
    long best = Long.MAX_VALUE;
    for (int i = 0; i < PROBES; i++) {
      long start = nanoTime.getAsLong();
      ring.multiply(elements, elements, products);
      best = Math.min(best, nanoTime.getAsLong() - start);
    }
    return best / 1e9 / ELEMENTS;
  }
}

package io.blindsum.blinding;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.SquareRing;
import java.math.BigInteger;

/**
 * Chooses the window of a fixed-base table: the widest whose table fits into the memory that is
 * given to it, and is made in half a second by a ring of this one's speed.
 */
final class TableWindow {
  private static final int NARROWEST = 4;
  private static final int WIDEST = 12;
  private static final double LONGEST_BUILD_SECONDS = 0.5;
  private static final int PROBES = 64;

  private TableWindow() {}

  /**
   * Returns the window.
   *
   * @param bytes the most memory that the table may take; the narrowest window is taken even if its
   *     table takes more, which is a few MB at most
   */
  static int choose(SquareRing ring, int exponentBits, long bytes) {
    long entries = (long) (LONGEST_BUILD_SECONDS / secondsOfMultiplication(ring));
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

  /** Measures the second of two batches, as the first one also pays for what is loaded late. */
  private static double secondsOfMultiplication(SquareRing ring) {
    BlockArray elements = BlockArray.allocate(PROBES, ring.elementBytes());
    BlockArray products = BlockArray.allocate(PROBES, ring.elementBytes());
    BigInteger half = ring.modulus().shiftRight(1);
    for (int i = 0; i < PROBES; i++) {
      elements.set(i, half);
    }
    ring.multiply(elements, elements, products);
    long start = System.nanoTime();
    ring.multiply(elements, elements, products);
    return (System.nanoTime() - start) / 1e9 / PROBES;
  }
}

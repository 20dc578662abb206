package io.blindsum.testing;

import java.util.Random;

/** Seeds random tests: a new seed a run, printed, and replayed by {@code -Dseed=}. */
public final class Seeds {
  private Seeds() {}

  /** Returns a source of random numbers whose seed is printed with the test's name. */
  public static Random random(String test) {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println(test + ": -Dseed=" + seed);
    return new Random(seed);
  }
}

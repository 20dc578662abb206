package io.blindsum.colony;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Counts failures in a row and says how long to wait after each: twice as long each time, from 100
 * ms up to 30 s, of which a random half is taken off so that many clients do not come back
 * together.
 */
final class Backoff {
  private static final long FIRST_MILLIS = 100;
  private static final long LAST_MILLIS = 30_000;
  private static final int DOUBLINGS = 9;

  private int failures;

  /** Returns the wait after one more failure, up to 30 s. */
  Duration next() {
    long ceiling = Math.min(LAST_MILLIS, FIRST_MILLIS << Math.min(failures++, DOUBLINGS));
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(ceiling / 2, ceiling + 1));
  }

  /** Forgets the failures, after a success. */
  void reset() {
    failures = 0;
  }
}

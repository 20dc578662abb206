package io.blindsum.service;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Bounds what the audit log says about jobs of those who may not ask: so many lines an hour are
 * written, further ones are counted, and the next line that is written tells how many there were.
 *
 * <p>Safe for use by many threads.
 */
final class StrangerLines {
  private static final int MOST_AN_HOUR = 100;
  private static final long HOUR_NANOS = Duration.ofHours(1).toNanos();

  private final LongSupplier nanos;
  private long start;
  private int written;
  private long unwritten;

  /**
   * Starts to count.
   *
   * @param nanos a clock as {@link System#nanoTime}
   */
  StrangerLines(LongSupplier nanos) {
    this.nanos = nanos;
    this.start = nanos.getAsLong();
  }

  /** Returns how many lines were left out since the last one; empty if this one is left out too. */
  synchronized OptionalLong admit() {
    long now = nanos.getAsLong();
    if (now - start >= HOUR_NANOS) {
      start = now;
      written = 0;
    }
    if (written == MOST_AN_HOUR) {
      unwritten++;
      return OptionalLong.empty();
    }
    written++;
    long before = unwritten;
    unwritten = 0;
    return OptionalLong.of(before);
  }
}

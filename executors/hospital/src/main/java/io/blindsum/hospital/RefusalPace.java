package io.blindsum.hospital;

import java.time.Duration;

/**
 * Answers refusals by size at whole steps of time after the start, so that the time tells nothing
 * about the few patients that there were.
 */
final class RefusalPace {
  private static final long STEP_NANOS = Duration.ofMillis(250).toNanos();

  private final long start;

  private RefusalPace(long start) {
    this.start = start;
  }

  static RefusalPace start() {
    return new RefusalPace(System.nanoTime());
  }

  /** Waits for the end of the step. */
  void await() throws InterruptedException {
    long passed = System.nanoTime() - start;
    long rest = STEP_NANOS - passed % STEP_NANOS;
    Thread.sleep(rest / 1_000_000, (int) (rest % 1_000_000));
  }
}

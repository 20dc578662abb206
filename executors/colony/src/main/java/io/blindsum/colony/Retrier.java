package io.blindsum.colony;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Repeats a request while the trouble is transient: with growing pauses up to 30 s, and at most one
 * log line in five seconds.
 *
 * <p>Only for requests that may be sent twice. A submission whose reply was lost may have arrived,
 * and the server then runs both: only who takes the outcome of one of them, whichever ran, may
 * repeat it.
 */
public final class Retrier {
  private static final long SLICE_MILLIS = 100;

  private final OutageLog log;
  private final BooleanSupplier stopped;

  private Retrier(BooleanSupplier stopped, OutageLog log) {
    this.stopped = stopped;
    this.log = log;
  }

  /** Repeats for ever, unless the thread is interrupted. */
  public static Retrier forever() {
    return new Retrier(() -> false, new OutageLog());
  }

  /** Repeats until a condition holds, and shares the right to one log line in five seconds. */
  static Retrier until(BooleanSupplier stopped, OutageLog log) {
    return new Retrier(stopped, log);
  }

  /**
   * Sends a request until it is answered.
   *
   * @param doing what is tried, for the log
   * @throws ColonyException if the server refuses, or retrying ended
   * @throws InterruptedException if the thread is interrupted while it sends or pauses
   */
  public <T> T call(String doing, Supplier<T> request) throws InterruptedException {
    Backoff backoff = new Backoff();
    while (true) {
      try {
        return request.get();
      } catch (ColonyException e) {
        if (!e.isTransient() || stopped.getAsBoolean()) {
          throw e;
        }
        if (Thread.interrupted()) {
          throw new InterruptedException(doing + " was interrupted");
        }
        log.report(doing, e);
        pause(backoff.next());
      }
    }
  }

  /** Sleeps in slices, so that an end of retrying is noticed. */
  private void pause(Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toMillis(); left > 0 && !stopped.getAsBoolean(); ) {
      Thread.sleep(Math.min(left, SLICE_MILLIS));
      left = (end - System.nanoTime()) / 1_000_000;
    }
  }
}

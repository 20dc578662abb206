package io.blindsum.colony;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Writes at most one line in five seconds about a server that is away, whoever noticed. */
final class OutageLog {
  private static final System.Logger LOG = System.getLogger(OutageLog.class.getName());
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final LongSupplier nanoClock;
  private final AtomicLong lastLine;
  private final AtomicLong reports = new AtomicLong();

  OutageLog() {
    this(System::nanoTime);
  }

  OutageLog(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.lastLine = new AtomicLong(nanoClock.getAsLong() - QUIET_NANOS);
  }

  /** Returns how often trouble was reported, written or not. */
  long reports() {
    return reports.get();
  }

  /** Writes the line unless one was written lately. */
  void report(String doing, Throwable trouble) {
    reports.incrementAndGet();
    long last = lastLine.get();
    long now = nanoClock.getAsLong();
    if (now - last < QUIET_NANOS || !lastLine.compareAndSet(last, now)) {
      return;
    }
    String what =
        trouble instanceof ColonyException ? trouble.getMessage() : trouble.getClass().getName();
    LOG.log(System.Logger.Level.WARNING, "{0}: {1}; trying again", doing, what);
  }
}

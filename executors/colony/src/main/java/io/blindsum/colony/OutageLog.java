package io.blindsum.colony;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Writes at most one line in five seconds about a server that is away, whoever noticed. */
final class OutageLog {
  private static final System.Logger LOG = System.getLogger(OutageLog.class.getName());
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final AtomicLong lastLine = new AtomicLong(System.nanoTime() - QUIET_NANOS);

  /** Writes the line unless one was written lately. */
  void report(String doing, Exception trouble) {
    long last = lastLine.get();
    long now = System.nanoTime();
    if (now - last < QUIET_NANOS || !lastLine.compareAndSet(last, now)) {
      return;
    }
    LOG.log(System.Logger.Level.WARNING, "{0}: {1}; trying again", doing, trouble.getMessage());
  }
}

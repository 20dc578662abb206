package io.blindsum.arith;

import java.util.function.Supplier;

/**
 * Counts who uses something that can be closed: whoever comes after that is refused, and what is to
 * be wiped or freed waits for the last who came before. Safe for use by many threads.
 */
public final class Users {
  private final Runnable end;
  private int count;
  private boolean closed;

  /**
   * Starts to count.
   *
   * @param end is run once, when it is closed and nobody uses it any more
   */
  public Users(Runnable end) {
    this.end = end;
  }

  /**
   * Begins a use, which {@link #release} ends.
   *
   * @throws IllegalStateException if it is closed
   */
  public synchronized void acquire() {
    if (closed) {
      throw new IllegalStateException("it is closed");
    }
    count++;
  }

  /** Ends a use. */
  public void release() {
    boolean last;
    synchronized (this) {
      count--;
      last = closed && count == 0;
    }
    if (last) {
      end.run();
    }
  }

  /** Computes as one use. */
  public <T> T during(Supplier<T> work) {
    acquire();
    try {
      return work.get();
    } finally {
      release();
    }
  }

  /** Refuses further uses; a second time does nothing. */
  public void close() {
    boolean unused;
    synchronized (this) {
      unused = !closed && count == 0;
      closed = true;
    }
    if (unused) {
      end.run();
    }
  }
}

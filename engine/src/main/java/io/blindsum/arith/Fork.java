package io.blindsum.arith;

import java.util.concurrent.ForkJoinTask;

/** Runs two pieces of work side by side, in the pool of the calling thread. */
public final class Fork {
  private Fork() {}

  /**
   * Runs both, and returns when both are done. Unlike {@link ForkJoinTask#invokeAll}, it waits for
   * the second one also when the first one fails: the caller may free what they work on.
   *
   * <p>If both throw, the exception of the first one is thrown here.
   */
  public static void both(ForkJoinTask<?> first, ForkJoinTask<?> second) {
    second.fork();
    try {
      first.invoke();
    } catch (RuntimeException | Error e) {
      second.quietlyJoin();
      throw e;
    }
    second.join();
  }
}

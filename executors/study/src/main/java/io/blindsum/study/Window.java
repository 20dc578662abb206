package io.blindsum.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Steps that are under way beside each other, of which whichever ends first is taken: one that is
 * slow, or that pauses before another attempt, holds none of the others.
 */
final class Window<T> {
  /** For how long nothing ends until somebody is told, in milliseconds; and again each time. */
  private static final long QUIET_MILLIS = 30_000;

  private static final long NANOS_A_MILLI = 1_000_000;

  private final List<Open<T>> open = new ArrayList<>();
  private final Idle idle;
  private long told = System.nanoTime();

  /**
   * Makes a window without steps.
   *
   * @param idle what is done while nothing ends
   */
  Window(Idle idle) {
    this.idle = idle;
  }

  /** Is told that nothing has ended for a while. */
  @FunctionalInterface
  interface Idle {
    void waiting() throws InterruptedException;
  }

  /** Is given what a step came to. */
  @FunctionalInterface
  interface Taker<T> {
    void take(T value) throws InterruptedException;
  }

  private record Open<T>(Attempts.Tried<T> step, Taker<T> taker) {}

  int size() {
    return open.size();
  }

  boolean isEmpty() {
    return open.isEmpty();
  }

  /** Adds a step that was submitted. */
  void add(Attempts.Tried<T> step, Taker<T> taker) {
    open.add(new Open<>(step, taker));
  }

  /**
   * Waits until one of the steps ends, and hands on what it came to.
   *
   * @throws StudyException if every attempt at one of them failed
   */
  void takeNext() throws InterruptedException {
    told = System.nanoTime();
    while (true) {
      long soonest = QUIET_MILLIS;
      for (int i = 0; i < open.size(); i++) {
        // the one that is the oldest most likely ends next, and is asked about most
        int crowd = i == 0 ? 1 : open.size();
        if (open.get(i).step().millisLeft(crowd) <= 0) {
          Optional<T> value = open.get(i).step().look();
          if (value.isPresent()) {
            open.remove(i).taker().take(value.get());
            return;
          }
        }
        soonest = Math.min(soonest, open.get(i).step().millisLeft(crowd));
      }
      if ((System.nanoTime() - told) / NANOS_A_MILLI >= QUIET_MILLIS) {
        idle.waiting();
        told = System.nanoTime();
      }
      if (soonest > 0) {
        Thread.sleep(soonest);
      }
    }
  }
}

package io.blindsum.colony;

import java.time.Duration;

/**
 * Says how long the next request for work is to be held: a second after work, then twice as long
 * after each request that brought none, up to a limit.
 *
 * <p>The server looks for work before it listens for news of work. What is submitted in between is
 * seen by the next request only, so a long wait right after work, when more is likely to come,
 * would stall a stream for as long.
 */
final class PollPace {
  private static final Duration FIRST = Duration.ofSeconds(1);

  private final Duration longest;
  private Duration next = FIRST;

  PollPace(Duration longest) {
    this.longest = longest;
  }

  /** Returns how long the next request is to be held. */
  Duration next() {
    return next;
  }

  /** Notes that a request brought no work. */
  void idle() {
    Duration twice = next.multipliedBy(2);
    next = twice.compareTo(longest) < 0 ? twice : longest;
  }

  /** Notes that a request brought work. */
  void busy() {
    next = FIRST;
  }
}

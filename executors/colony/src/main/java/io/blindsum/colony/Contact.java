package io.blindsum.colony;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Remembers when a server last answered, and for how long asking it has been hopeless. */
final class Contact {
  private final LongSupplier nanoClock;
  private final Duration patience;
  private boolean answered;
  private boolean broken;
  private long lastAnswer;
  private long hopelessSince;
  private boolean hopeless;
  private @Nullable ColonyException failure;

  /**
   * Starts without contact.
   *
   * @param patience for how long nothing but hopeless errors is borne
   */
  Contact(LongSupplier nanoClock, Duration patience) {
    this.nanoClock = nanoClock;
    this.patience = patience;
  }

  synchronized void answered() {
    answered = true;
    broken = false;
    hopeless = false;
    lastAnswer = nanoClock.getAsLong();
  }

  synchronized void failed(RuntimeException e) {
    broken = true;
    boolean is = e instanceof ColonyException trouble && trouble.isHopeless();
    long now = nanoClock.getAsLong();
    if (is && !hopeless) {
      hopelessSince = now;
    }
    hopeless = is;
    if (is && now - hopelessSince >= patience.toNanos()) {
      failure = (ColonyException) e;
    }
  }

  /** Returns the time since the last answer; empty before the first one. */
  synchronized Optional<Duration> age() {
    return answered
        ? Optional.of(Duration.ofNanos(nanoClock.getAsLong() - lastAnswer))
        : Optional.empty();
  }

  /** Tells whether the last request was answered. */
  synchronized boolean isGood() {
    return answered && !broken;
  }

  /** Returns what to give up for; empty while there is hope. */
  synchronized Optional<ColonyException> failure() {
    return Optional.ofNullable(failure);
  }
}

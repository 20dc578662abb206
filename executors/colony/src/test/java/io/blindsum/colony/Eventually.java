package io.blindsum.colony;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what a server or a thread does in its own time, however slow the machine. */
final class Eventually {
  /** How long anything may take before a test gives up. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final long PAUSE_MILLIS = 20;

  private Eventually() {}

  /** Reads a value again and again until it is as expected, and returns it. */
  static <T> T await(Supplier<T> read, Predicate<? super T> expected) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    T value = read.get();
    while (!expected.test(value) && System.nanoTime() - end < 0) {
      Thread.sleep(PAUSE_MILLIS);
      value = read.get();
    }
    assertThat(value).matches(expected);
    return value;
  }

  /** Waits for the end of a process, whichever it is. */
  static Process awaitEnd(ColonyClient client, String processId) throws InterruptedException {
    return await(() -> client.getProcess(processId), process -> process.state().isFinal());
  }
}

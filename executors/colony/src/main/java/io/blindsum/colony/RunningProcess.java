package io.blindsum.colony;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The context of a process that a loop runs. */
final class RunningProcess implements ProcessContext {
  private final Process process;
  private final ColonyClient client;
  private final OutageLog outages;
  private final long receivedNanos = System.nanoTime();
  private final AtomicLong sequence = new AtomicLong();

  RunningProcess(Process process, ColonyClient client, OutageLog outages) {
    this.process = process;
    this.client = client;
    this.outages = outages;
  }

  @Override
  public Process process() {
    return process;
  }

  @Override
  public ColonyClient client() {
    return client;
  }

  /** Returns how long the handler may still run, counted from the receipt; empty if unlimited. */
  Optional<Duration> timeLeft() {
    int seconds = process.spec().maxExecSeconds();
    return seconds < 0
        ? Optional.empty()
        : Optional.of(Duration.ofSeconds(seconds).minusNanos(System.nanoTime() - receivedNanos));
  }

  @Override
  public void log(String message) {
    tell("writing a log line", () -> client.addLog(process.processId(), OneLine.of(message)));
  }

  @Override
  public void progress(String channel, String text) {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    long number = sequence.incrementAndGet();
    tell(
        "writing progress",
        () -> client.channelAppend(process.processId(), channel, number, payload, "data"));
  }

  private void tell(String doing, Runnable request) {
    try {
      request.run();
    } catch (ColonyException e) {
      // who is told to stop has not lost the server
      if (!Thread.currentThread().isInterrupted()) {
        outages.report(doing, e);
      }
    }
  }
}

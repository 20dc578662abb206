package io.blindsum.colony;

import java.time.Duration;

/** Waits for processes and graphs to end, by asking: at first often, then less and less. */
public final class Awaiting {
  private static final long FIRST_MILLIS = 2;
  private static final long LAST_MILLIS = 250;

  private final ColonyClient client;
  private final Retrier retrier;

  /** Waits as long as the retrier puts up with a server that is away. */
  public Awaiting(ColonyClient client, Retrier retrier) {
    this.client = client;
    this.retrier = retrier;
  }

  /** Waits for a graph to end, in whatever state. */
  public ProcessGraph graph(String graphId) throws InterruptedException {
    Pause pause = new Pause();
    while (true) {
      ProcessGraph graph =
          retrier.call("reading workflow " + graphId, () -> client.getProcessGraph(graphId));
      if (graph.state().isFinal()) {
        return graph;
      }
      pause.next();
    }
  }

  /** Waits for a process to end, in whatever state. */
  public Process process(String processId) throws InterruptedException {
    Pause pause = new Pause();
    while (true) {
      Process process =
          retrier.call("reading process " + processId, () -> client.getProcess(processId));
      if (process.state().isFinal()) {
        return process;
      }
      pause.next();
    }
  }

  /** Grows with the time that was waited, to a quarter of a second. */
  private static final class Pause {
    private final long start = System.nanoTime();

    void next() throws InterruptedException {
      long waited = Duration.ofNanos(System.nanoTime() - start).toMillis();
      Thread.sleep(Math.max(FIRST_MILLIS, Math.min(LAST_MILLIS, waited / 10)));
    }
  }
}

package io.blindsum.colony;

import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Waits for processes and graphs to end, by asking: at first often, then less and less.
 *
 * <p>An answer holds all that went into a process, some megabytes for the sum of a batch, which
 * cost the server as much to send as to pass on. So it is asked the more seldom, the longer it
 * takes.
 */
public final class Awaiting {
  private static final long FIRST_MILLIS = 2;
  private static final long LAST_MILLIS = 250;
  private static final long QUICK_MILLIS = 10;
  private static final long TIMES_A_SLOW_ANSWER = 4;
  private static final long LONGEST_MILLIS = 2_000;

  private final ColonyClient client;
  private final Retrier retrier;

  /** Waits as long as the retrier puts up with a server that is away. */
  public Awaiting(ColonyClient client, Retrier retrier) {
    this.client = client;
    this.retrier = retrier;
  }

  /** Waits for a graph to end, in whatever state. */
  public ProcessGraph graph(String graphId) throws InterruptedException {
    return ended(
        "reading workflow " + graphId,
        () -> client.getProcessGraph(graphId),
        graph -> graph.state().isFinal());
  }

  /** Waits for a process to end, in whatever state. */
  public Process process(String processId) throws InterruptedException {
    return ended(
        "reading process " + processId,
        () -> client.getProcess(processId),
        process -> process.state().isFinal());
  }

  private <T> T ended(String what, Supplier<T> question, Predicate<T> isEnded)
      throws InterruptedException {
    long start = System.nanoTime();
    while (true) {
      long asked = System.nanoTime();
      T answer = retrier.call(what, question);
      if (isEnded.test(answer)) {
        return answer;
      }
      Thread.sleep(pauseMillis(millisSince(start), millisSince(asked)));
    }
  }

  /**
   * Returns how long to wait before the next question, in milliseconds.
   *
   * @param waited so far, in milliseconds
   * @param answerTook the last answer, in milliseconds
   */
  public static long pauseMillis(long waited, long answerTook) {
    long pause = Math.max(FIRST_MILLIS, Math.min(LAST_MILLIS, waited / 10));
    return answerTook <= QUICK_MILLIS
        ? pause
        : Math.max(pause, Math.min(LONGEST_MILLIS, TIMES_A_SLOW_ANSWER * answerTook));
  }

  /**
   * Returns how long to wait where so many are asked about beside each other, in milliseconds.
   *
   * @param pauseMillis for one alone
   * @param crowd how many there are
   */
  public static long among(long pauseMillis, int crowd) {
    return Math.max(pauseMillis, Math.min(LONGEST_MILLIS, pauseMillis * crowd));
  }

  private static long millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }
}

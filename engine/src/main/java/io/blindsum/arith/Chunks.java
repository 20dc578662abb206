package io.blindsum.arith;

import java.util.concurrent.RecursiveAction;

/**
 * Splits a range of indices over the cores by fork and join: in the pool of the calling thread, or
 * in the common pool when it runs in none.
 */
public final class Chunks extends RecursiveAction {
  private static final long serialVersionUID = 1;

  /** What is done to the indices {@code from} (inclusive) to {@code to} (exclusive). */
  @FunctionalInterface
  public interface Body {
    void run(int from, int to);
  }

  private final int from;
  private final int to;
  private final int largest;
  private final transient Body body;

  private Chunks(int from, int to, int largest, Body body) {
    this.from = from;
    this.to = to;
    this.largest = largest;
    this.body = body;
  }

  /**
   * Runs the body over [0, count) in pieces of at most {@code largest}, and returns when all are
   * done, also when one fails. The exception of the first piece that throws is thrown here.
   */
  public static void forEach(int count, int largest, Body body) {
    if (count > 0) {
      new Chunks(0, count, largest, body).invoke();
    }
  }

  @Override
  protected void compute() {
    if (to - from <= largest) {
      body.run(from, to);
      return;
    }
    // cut at a multiple of eight, the lanes of the widest kernel
    int half = (to - from) / 2;
    int middle = from + (half >= 8 ? half & ~7 : half);
    Fork.both(new Chunks(from, middle, largest, body), new Chunks(middle, to, largest, body));
  }
}

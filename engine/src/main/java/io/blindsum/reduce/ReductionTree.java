package io.blindsum.reduce;

import io.blindsum.arith.Fork;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveTask;
import java.util.function.BinaryOperator;

/**
 * Computes one value over a range of indices: leaves on all cores, joined in a tree. In the pool of
 * the calling thread, or in the common pool when it runs in none.
 */
final class ReductionTree<T> extends RecursiveTask<T> {
  private static final long serialVersionUID = 1;

  /** The value of the indices {@code from} (inclusive) to {@code to} (exclusive). */
  @FunctionalInterface
  interface Leaf<T> {
    T compute(int from, int to);
  }

  private final int from;
  private final int to;
  private final int largest;
  private final transient Leaf<T> leaf;
  private final transient BinaryOperator<T> join;

  private ReductionTree(int from, int to, int largest, Leaf<T> leaf, BinaryOperator<T> join) {
    this.from = from;
    this.to = to;
    this.largest = largest;
    this.leaf = leaf;
    this.join = join;
  }

  /**
   * Computes the value of [0, count) from leaves of at most {@code largest}. If several leaves
   * throw, the exception of the first one is thrown here.
   *
   * @param join associative
   */
  static <T> T reduce(int count, int largest, Leaf<T> leaf, BinaryOperator<T> join) {
    return new ReductionTree<>(0, count, largest, leaf, join).invoke();
  }

  /** Returns how many threads share the work of a tree that starts here. */
  static int threads() {
    ForkJoinPool pool = ForkJoinTask.getPool();
    return (pool == null ? ForkJoinPool.commonPool() : pool).getParallelism();
  }

  @Override
  protected T compute() {
    if (to - from <= largest) {
      return leaf.compute(from, to);
    }
    // leaves of eight lanes: cut at a multiple of eight
    int middle = from + Math.max(1, (to - from) / 2 & (to - from >= 16 ? ~7 : ~0));
    ReductionTree<T> left = new ReductionTree<>(from, middle, largest, leaf, join);
    ReductionTree<T> right = new ReductionTree<>(middle, to, largest, leaf, join);
    Fork.both(left, right);
    return join.apply(left.join(), right.join());
  }
}

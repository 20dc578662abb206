package io.blindsum.hospital;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Finds out whether a graph has a cut of weight 1 to k - 1, from its edges one after another.
 *
 * <p>It keeps k forests: an edge goes to the first one in which it joins two trees, and is dropped
 * where there is none. What is joined in the last forest is joined in all, by k ways that share no
 * edge, so that no small cut parts it; and the forests together have the same cuts of less than k
 * as the graph (Nagamochi and Ibaraki, Algorithmica 7, 1992, section 2). Among those few edges it
 * looks as Nagamochi, Ono and Ibaraki look for the least cut (Mathematical Programming 67, 1994,
 * section 2): nodes that no small cut can part are joined until a node is one, or none are left.
 */
final class SmallCuts {
  private final int nodes;
  private final int atLeast;
  // of each forest, for each node one that is nearer to the root of its tree
  private final List<int[]> forests = new ArrayList<>();
  private final List<Map<Integer, Long>> edges = new ArrayList<>();
  private int trees;

  /**
   * Starts without edges.
   *
   * @param atLeast k, at least 1
   */
  SmallCuts(int nodes, int atLeast) {
    this.nodes = nodes;
    this.atLeast = atLeast;
    this.trees = nodes;
    for (int node = 0; node < nodes; node++) {
      edges.add(new HashMap<>());
    }
  }

  /** Adds to the weight between two nodes. */
  void add(int one, int other, long weight) {
    int forest = firstThatParts(one, other);
    int kept = (int) Math.min(weight, atLeast - forest);
    if (kept > 0) {
      put(one, other, kept);
      for (int last = forest + kept; forest < last; forest++) {
        join(forest, one, other);
      }
    }
  }

  private int firstThatParts(int one, int other) {
    int from = 0;
    int to = forests.size();
    // nodes that a forest joins are joined in all before it
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (root(middle, one) == root(middle, other)) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  private void join(int forest, int one, int other) {
    if (forest == forests.size()) {
      forests.add(apart(nodes));
    }
    forests.get(forest)[root(forest, other)] = root(forest, one);
    trees -= forest == atLeast - 1 ? 1 : 0;
  }

  private static int[] apart(int nodes) {
    int[] roots = new int[nodes];
    for (int node = 0; node < nodes; node++) {
      roots[node] = node;
    }
    return roots;
  }

  private int root(int forest, int node) {
    return root(forests.get(forest), node);
  }

  private static int root(int[] forest, int node) {
    int root = node;
    while (forest[root] != root) {
      forest[root] = forest[forest[root]];
      root = forest[root];
    }
    return root;
  }

  private void put(int one, int other, long weight) {
    edges.get(one).merge(other, weight, Long::sum);
    edges.get(other).merge(one, weight, Long::sum);
  }

  /** Returns a node for all that no small cut can part from this one, whatever edges follow. */
  int inseparable(int node) {
    return forests.size() < atLeast ? node : root(atLeast - 1, node);
  }

  /** Tells whether no small cut can part any nodes, whatever edges follow. */
  boolean isInseparable() {
    return trees <= 1;
  }

  /** Tells whether there is a small cut, once all edges were added; to be asked once. */
  boolean exist() {
    int[] joined = apart(nodes);
    boolean changed = true;
    while (changed) {
      changed = false;
      Scan scan = new Scan(joined);
      if (scan.run()) {
        return true;
      }
      for (int[] pair : scan.inseparable) {
        changed |= contract(joined, root(joined, pair[0]), root(joined, pair[1]));
      }
    }
    return false;
  }

  private boolean contract(int[] joined, int one, int other) {
    if (one == other) {
      return false;
    }
    joined[other] = one;
    edges.get(one).remove(other);
    edges
        .get(other)
        .forEach(
            (neighbour, weight) -> {
              edges.get(neighbour).remove(other);
              if (neighbour != one) {
                put(one, neighbour, weight);
              }
            });
    edges.get(other).clear();
    return true;
  }

  /** One pass over all nodes, each time to the one that shares most with those passed. */
  private final class Scan {
    private final List<int[]> inseparable = new ArrayList<>();
    private final int[] joined;
    private final long[] shared = new long[nodes];
    private final boolean[] passed = new boolean[nodes];
    private final PriorityQueue<long[]> next =
        new PriorityQueue<>(Comparator.comparingLong((long[] entry) -> entry[0]).reversed());

    private Scan(int[] joined) {
      this.joined = joined;
    }

    /** Returns whether a node was reached last of its part that little weight leads to. */
    private boolean run() {
      for (int start = 0; start < nodes; start++) {
        if (!passed[start] && joined[start] == start && isSmall(lastFrom(start))) {
          return true;
        }
      }
      return false;
    }

    private boolean isSmall(int node) {
      return shared[node] > 0 && shared[node] < atLeast;
    }

    private int lastFrom(int start) {
      int last = start;
      next.add(new long[] {0, start});
      while (!next.isEmpty()) {
        int node = (int) next.remove()[1];
        if (!passed[node]) {
          passed[node] = true;
          last = node;
          edges.get(node).forEach((neighbour, weight) -> reach(node, neighbour, weight));
        }
      }
      return last;
    }

    private void reach(int from, int node, long weight) {
      if (!passed[node]) {
        shared[node] += weight;
        next.add(new long[] {shared[node], node});
        if (shared[node] >= atLeast) {
          inseparable.add(new int[] {from, node});
        }
      }
    }
  }
}

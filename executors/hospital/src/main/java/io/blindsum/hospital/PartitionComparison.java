package io.blindsum.hospital;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.roaringbitmap.RoaringBitmap;

/**
 * Finds out whether cells of one partition together, and cells of another together, differ by 1 to
 * k - 1 patients: bands of ten years from 0 to 29, say, and of seven years from 0 to 27.
 *
 * <p>Let the cells of both, and everybody who is in none of the one or of the other, be the nodes
 * of a graph, and the patients whom two nodes share the weight of the edge between them. The
 * patients in which two unions of cells differ are those of the edges that lead out of the cells
 * that were taken, a cut. So it looks for a cut of weight 1 to k - 1, as Nagamochi, Ono and Ibaraki
 * look for the least one (Mathematical Programming 67, 1994, section 2): nodes that no such cut can
 * part are joined until a node is one, or none are left. A patient with several rows counts once
 * for each pair of cells.
 */
final class PartitionComparison {
  private final long atLeast;
  private final List<Map<Integer, Long>> edges = new ArrayList<>();
  private final int[] joined;

  private PartitionComparison(int nodes, int atLeast) {
    this.atLeast = atLeast;
    this.joined = new int[nodes];
    for (int node = 0; node < nodes; node++) {
      edges.add(new HashMap<>());
      joined[node] = node;
    }
  }

  /** Tells whether no unions of cells differ by few patients. */
  static boolean areFar(AnsweredPartition one, AnsweredPartition other, int atLeast) {
    return !of(one, other, atLeast, true).hasSmallCut();
  }

  /** Tells so of the patients who are in cells of both alone. */
  static boolean areFarWithinBoth(AnsweredPartition one, AnsweredPartition other, int atLeast) {
    return !of(one, other, atLeast, false).hasSmallCut();
  }

  private static PartitionComparison of(
      AnsweredPartition one, AnsweredPartition other, int atLeast, boolean withOthers) {
    int nodes = one.cells().size() + other.cells().size() + 1;
    PartitionComparison graph = new PartitionComparison(nodes, atLeast);
    long[] alone = new long[nodes];
    for (int i = 0; i < nodes - 1; i++) {
      alone[i] = cell(one, other, i).getLongCardinality();
    }
    for (int i = 0; i < one.cells().size(); i++) {
      for (int j = one.cells().size(); j < nodes - 1; j++) {
        long both = RoaringBitmap.andCardinality(cell(one, other, i), cell(one, other, j));
        graph.add(i, j, both);
        alone[i] -= both;
        alone[j] -= both;
      }
    }
    for (int i = 0; withOthers && i < nodes - 1; i++) {
      graph.add(i, nodes - 1, alone[i]);
    }
    return graph;
  }

  private static RoaringBitmap cell(AnsweredPartition one, AnsweredPartition other, int node) {
    int first = one.cells().size();
    return node < first ? one.cells().get(node) : other.cells().get(node - first);
  }

  private void add(int one, int other, long patients) {
    if (patients > 0) {
      edges.get(one).merge(other, patients, Long::sum);
      edges.get(other).merge(one, patients, Long::sum);
    }
  }

  private boolean hasSmallCut() {
    boolean changed = true;
    while (changed) {
      changed = false;
      Scan scan = new Scan();
      if (scan.run()) {
        return true;
      }
      for (int[] pair : scan.inseparable) {
        changed |= join(find(pair[0]), find(pair[1]));
      }
    }
    return false;
  }

  private int find(int node) {
    int root = node;
    while (joined[root] != root) {
      root = joined[root];
    }
    return root;
  }

  private boolean join(int one, int other) {
    if (one == other) {
      return false;
    }
    joined[other] = one;
    edges.get(one).remove(other);
    edges
        .get(other)
        .forEach(
            (neighbour, patients) -> {
              edges.get(neighbour).remove(other);
              if (neighbour != one) {
                add(one, neighbour, patients);
              }
            });
    edges.get(other).clear();
    return true;
  }

  /** One pass over all nodes, each time to the one that shares most with those passed. */
  private final class Scan {
    private final List<int[]> inseparable = new ArrayList<>();
    private final long[] shared = new long[joined.length];
    private final boolean[] passed = new boolean[joined.length];
    private final PriorityQueue<long[]> next =
        new PriorityQueue<>(Comparator.comparingLong((long[] entry) -> entry[0]).reversed());

    /** Returns whether a node was reached last of its part that few patients lead to. */
    private boolean run() {
      for (int start = 0; start < joined.length; start++) {
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
          edges.get(node).forEach((neighbour, patients) -> reach(node, neighbour, patients));
        }
      }
      return last;
    }

    private void reach(int from, int node, long patients) {
      if (!passed[node]) {
        shared[node] += patients;
        next.add(new long[] {shared[node], node});
        if (shared[node] >= atLeast) {
          inseparable.add(new int[] {from, node});
        }
      }
    }
  }
}

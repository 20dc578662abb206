package io.blindsum.hospital;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.roaringbitmap.ArrayContainer;
import org.roaringbitmap.Container;

/**
 * Finds out whether cells of one partition together, and cells of another together, differ by 1 to
 * k - 1 patients: bands of ten years from 0 to 29, say, and of seven years from 0 to 27.
 *
 * <p>Let the cells of both, and everybody who is in none of the one or of the other, be the nodes
 * of a graph, and the patients whom two nodes share the weight of the edge between them. The
 * patients in which two unions of cells differ are those of the edges that lead out of the cells
 * that were taken, a cut. A patient with several rows counts once for each pair of cells.
 *
 * <p>It reads both 65,536 patients at a time, and no further once no small cut is possible any
 * more, which is soon unless the cells are the same or lie apart.
 */
final class PartitionComparison {
  // intersections of sets take as long as going through all patients
  private static final int MOST_PAIRS = 256;

  private final List<PatientSet> cells = new ArrayList<>();
  private final int ones;
  private final int rest;
  private final boolean withRest;
  private final SmallCuts cuts;

  /** The patients of some that no small cut can part. */
  private record Part(int node, Container patients) {}

  private PartitionComparison(
      AnsweredPartition one, AnsweredPartition other, int atLeast, boolean withRest) {
    one.cells().stream().filter(cell -> cell.size() > 0).forEach(cells::add);
    this.ones = cells.size();
    other.cells().stream().filter(cell -> cell.size() > 0).forEach(cells::add);
    this.rest = cells.size();
    this.withRest = withRest;
    this.cuts = new SmallCuts(withRest ? rest + 1 : rest, atLeast);
  }

  /** Tells whether no unions of cells differ by few patients. */
  static boolean areFar(AnsweredPartition one, AnsweredPartition other, int atLeast) {
    return new PartitionComparison(one, other, atLeast, true).areFar();
  }

  /** Tells so of the patients who are in cells of both alone. */
  static boolean areFarWithinBoth(AnsweredPartition one, AnsweredPartition other, int atLeast) {
    return new PartitionComparison(one, other, atLeast, false).areFar();
  }

  private boolean areFar() {
    List<PatientChunks> chunks = cells.stream().map(PatientSet::chunks).toList();
    while (!cuts.isInseparable()) {
      int key = chunks.stream().mapToInt(PatientChunks::key).min().orElse(PatientChunks.END);
      if (key == PatientChunks.END) {
        return !cuts.exist();
      }
      compare(take(chunks, 0, ones, key), take(chunks, ones, rest, key));
    }
    return true;
  }

  private List<Part> take(List<PatientChunks> chunks, int from, int to, int key) {
    Map<Integer, Container> parts = new LinkedHashMap<>();
    for (int cell = from; cell < to; cell++) {
      if (chunks.get(cell).key() == key) {
        parts.merge(cuts.inseparable(cell), chunks.get(cell).take(), Container::or);
      }
    }
    return parts.entrySet().stream().map(part -> new Part(part.getKey(), part.getValue())).toList();
  }

  private void compare(List<Part> one, List<Part> other) {
    if ((long) one.size() * other.size() > MOST_PAIRS) {
      addByPatients(one, other);
    } else {
      addByPairs(one, other);
    }
    if (withRest) {
      addRest(one, other);
      addRest(other, one);
    }
  }

  private void addByPairs(List<Part> one, List<Part> other) {
    for (Part part : one) {
      for (Part with : other) {
        if (cuts.inseparable(part.node) != cuts.inseparable(with.node)) {
          cuts.add(part.node, with.node, part.patients.andCardinality(with.patients));
        }
      }
    }
  }

  private void addByPatients(List<Part> one, List<Part> other) {
    PartsOfPatients parts = new PartsOfPatients(other);
    int[] shared = new int[other.size()];
    for (Part part : one) {
      part.patients.forEach((char) 0, patient -> parts.count(patient, shared));
      for (int i = 0; i < shared.length; i++) {
        cuts.add(part.node, other.get(i).node, shared[i]);
        shared[i] = 0;
      }
    }
  }

  /** Adds the patients of each part who are in none of the others. */
  private void addRest(List<Part> parts, List<Part> others) {
    Container inOthers = new ArrayContainer();
    for (Part other : others) {
      inOthers = inOthers.or(other.patients);
    }
    for (Part part : parts) {
      if (cuts.inseparable(part.node) != cuts.inseparable(rest)) {
        int both = part.patients.andCardinality(inOthers);
        cuts.add(part.node, rest, part.patients.getCardinality() - both);
      }
    }
  }

  /** In which parts each of 65,536 patients is: lists that are linked by place. */
  private static final class PartsOfPatients {
    private final int[] first = new int[PatientChunks.SIZE];
    private final int[] part;
    private final int[] next;
    private int size = 1;

    private PartsOfPatients(List<Part> parts) {
      int entries = parts.stream().mapToInt(each -> each.patients.getCardinality()).sum();
      this.part = new int[entries + 1];
      this.next = new int[entries + 1];
      IntStream.range(0, parts.size())
          .forEach(
              number ->
                  parts.get(number).patients.forEach((char) 0, patient -> put(patient, number)));
    }

    private void put(int patient, int number) {
      part[size] = number;
      next[size] = first[patient];
      first[patient] = size++;
    }

    private void count(int patient, int[] counts) {
      for (int entry = first[patient]; entry != 0; entry = next[entry]) {
        counts[part[entry]]++;
      }
    }
  }
}

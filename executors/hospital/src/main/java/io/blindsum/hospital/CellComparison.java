package io.blindsum.hospital;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/**
 * Compares one cell of a question with those that were answered: with each, and with unions and
 * differences of two. Two sets are near when they differ by 1 to k - 1 patients.
 *
 * <p>Pairs are few: a union is near only if both its parts lie in the cell but for fewer than k
 * patients and together hold all of a sample of it but for fewer than k; a difference only if the
 * first set holds the cell but for fewer than k, and the second one hardly meets it and is as large
 * as the rest. So a first pass keeps numbers alone, and the sets of the pairs that are left are
 * read once more.
 */
final class CellComparison {
  private static final int SAMPLE = 1024;

  private final AnsweredCell cell;
  private final int atLeast;
  private final long size;
  private final int[] sample;
  private final List<Candidate> parts = new ArrayList<>();
  private final List<Candidate> wholes = new ArrayList<>();
  private final List<Candidate> others = new ArrayList<>();
  private final List<Pair> pairs = new ArrayList<>();
  private boolean near;

  /** An answered cell, by its place in the file. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Candidate(int index, long size, long[] sampled) {}

  /** Two answered cells, of which the union or the difference may be near. */
  private record Pair(boolean union, int first, int second) {}

  CellComparison(AnsweredCell cell, int atLeast) {
    this.cell = cell;
    this.atLeast = atLeast;
    this.size = cell.size();
    int count = (int) Math.min(SAMPLE, size);
    this.sample = new int[count];
    for (int i = 0; i < count; i++) {
      sample[i] = cell.patients().select((int) (i * size / count));
    }
  }

  /** Tells whether an answered cell is this one, so that it tells nothing new. */
  boolean isSame(AnsweredCell old) {
    return old.equals(cell);
  }

  /** Compares with an answered cell. */
  void add(int index, AnsweredCell old) {
    if (near || !old.quantity().equals(cell.quantity())) {
      return;
    }
    Overlap overlap = Overlap.of(cell.patients(), old.patients(), atLeast);
    near = overlap.first() + overlap.second() < atLeast;
    if (overlap.second() < atLeast) {
      parts.add(new Candidate(index, old.size(), sampled(old.patients())));
    }
    if (overlap.first() < atLeast) {
      wholes.add(new Candidate(index, old.size(), new long[0]));
    }
    if (overlap.both() < atLeast) {
      others.add(new Candidate(index, old.size(), new long[0]));
    }
  }

  private long[] sampled(RoaringBitmap set) {
    long[] bits = new long[(sample.length + Long.SIZE - 1) / Long.SIZE];
    for (int i = 0; i < sample.length; i++) {
      bits[i / Long.SIZE] |= set.contains(sample[i]) ? 1L << i : 0;
    }
    return bits;
  }

  /** Looks for pairs, once all answered cells were added, and names the sets that they need. */
  void pair(IntConsumer needed) {
    if (near) {
      return;
    }
    pairParts();
    for (Candidate whole : wholes) {
      for (Candidate other : others) {
        if (other.size > whole.size - size - atLeast) {
          pairs.add(new Pair(false, whole.index, other.index));
        }
      }
    }
    for (Pair pair : pairs) {
      needed.accept(pair.first);
      needed.accept(pair.second);
    }
  }

  private void pairParts() {
    for (int i = 0; i < parts.size(); i++) {
      for (int j = i + 1; j < parts.size(); j++) {
        Candidate a = parts.get(i);
        Candidate b = parts.get(j);
        if (a.size + b.size > size - atLeast && holdSample(a, b)) {
          pairs.add(new Pair(true, a.index, b.index));
        }
      }
    }
  }

  private boolean holdSample(Candidate a, Candidate b) {
    int held = 0;
    for (int i = 0; i < a.sampled.length; i++) {
      held += Long.bitCount(a.sampled[i] | b.sampled[i]);
    }
    return sample.length - held < atLeast;
  }

  /**
   * Tells whether the cell is near to nothing that was answered, nor to a pair of it.
   *
   * @param sets those that {@link #pair} named
   */
  boolean isFar(Map<Integer, RoaringBitmap> sets) {
    return !near && pairs.stream().noneMatch(pair -> isNear(pair, sets));
  }

  private boolean isNear(Pair pair, Map<Integer, RoaringBitmap> sets) {
    RoaringBitmap first = sets.getOrDefault(pair.first, new RoaringBitmap());
    RoaringBitmap second = sets.getOrDefault(pair.second, new RoaringBitmap());
    RoaringBitmap both =
        pair.union ? RoaringBitmap.or(first, second) : RoaringBitmap.andNot(first, second);
    long difference = RoaringBitmap.xorCardinality(cell.patients(), both);
    return difference > 0 && difference < atLeast;
  }
}

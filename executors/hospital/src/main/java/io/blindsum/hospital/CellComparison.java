package io.blindsum.hospital;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import org.roaringbitmap.Container;
import org.roaringbitmap.RoaringBitmap;

/**
 * Compares one cell of a question with those that were answered: with each, and with unions and
 * differences of two. Two sets are near when they differ by 1 to k - 1 patients.
 *
 * <p>Pairs are few: a union is near only if both its parts lie in the cell but for fewer than k
 * patients and together hold all of a sample of it but for fewer than k; a difference only if the
 * first set holds the cell but for fewer than k, and the second one hardly meets it and is as large
 * as the rest.
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
  private boolean near;

  /** An answered cell, and which of the sample are in it. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Candidate(PatientSet patients, long[] sampled) {
    private long size() {
      return patients.size();
    }
  }

  CellComparison(AnsweredCell cell, int atLeast) {
    this.cell = cell;
    this.atLeast = atLeast;
    this.size = cell.size();
    int count = (int) Math.min(SAMPLE, size);
    this.sample = new int[count];
    RoaringBitmap patients = cell.patients().toBitmap();
    for (int i = 0; i < count; i++) {
      sample[i] = patients.select((int) (i * size / count));
    }
  }

  /** Tells whether an answered cell is this one, so that it tells nothing new. */
  boolean isSame(AnsweredCell old) {
    return old.equals(cell);
  }

  /** Compares with an answered cell. */
  void add(AnsweredCell old) {
    if (near || !old.quantity().equals(cell.quantity())) {
      return;
    }
    Overlap overlap = Overlap.of(cell.patients(), old.patients(), atLeast);
    near = overlap.first() + overlap.second() < atLeast;
    if (overlap.second() < atLeast) {
      parts.add(new Candidate(old.patients(), sampled(old.patients())));
    }
    if (overlap.first() < atLeast) {
      wholes.add(new Candidate(old.patients(), new long[0]));
    }
    if (overlap.both() < atLeast) {
      others.add(new Candidate(old.patients(), new long[0]));
    }
  }

  private long[] sampled(PatientSet patients) {
    RoaringBitmap set = patients.toBitmap();
    long[] bits = new long[(sample.length + Long.SIZE - 1) / Long.SIZE];
    for (int i = 0; i < sample.length; i++) {
      bits[i / Long.SIZE] |= set.contains(sample[i]) ? 1L << i : 0;
    }
    return bits;
  }

  /**
   * Tells whether the cell is near to nothing that was answered, nor to a pair of it, once all
   * answered cells were added.
   */
  boolean isFar() {
    return !near && !isNearUnion() && !isNearDifference();
  }

  private boolean isNearUnion() {
    for (int i = 0; i < parts.size(); i++) {
      for (int j = i + 1; j < parts.size(); j++) {
        Candidate a = parts.get(i);
        Candidate b = parts.get(j);
        if (a.size() + b.size() > size - atLeast
            && holdSample(a, b)
            && isNear(a, b, Container::or)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isNearDifference() {
    for (Candidate whole : wholes) {
      for (Candidate other : others) {
        if (other.size() > whole.size() - size - atLeast
            && isNear(whole, other, Container::andNot)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean holdSample(Candidate a, Candidate b) {
    int held = 0;
    for (int i = 0; i < a.sampled.length; i++) {
      held += Long.bitCount(a.sampled[i] | b.sampled[i]);
    }
    return sample.length - held < atLeast;
  }

  /** Tells whether the cell is near to what two sets make; reads no further once it is not. */
  private boolean isNear(Candidate a, Candidate b, BinaryOperator<Container> made) {
    PatientChunks own = cell.patients().chunks();
    PatientChunks first = a.patients.chunks();
    PatientChunks second = b.patients.chunks();
    long difference = 0;
    int key = Math.min(own.key(), Math.min(first.key(), second.key()));
    while (key != PatientChunks.END && difference < atLeast) {
      Container both = made.apply(first.take(key), second.take(key));
      difference += own.take(key).xorCardinality(both);
      key = Math.min(own.key(), Math.min(first.key(), second.key()));
    }
    return difference > 0 && difference < atLeast;
  }
}

package io.blindsum.hospital;

import org.roaringbitmap.Container;

/**
 * How two sets overlap, as far as it matters: counted until each number is as large as is enough,
 * or else to the end.
 *
 * @param both how many are in both
 * @param first how many are in the first one alone
 * @param second how many are in the second one alone
 */
record Overlap(long both, long first, long second) {
  /** Counts; what is less than {@code enough} is exact. */
  static Overlap of(PatientSet first, PatientSet second, long enough) {
    PatientChunks one = first.chunks();
    PatientChunks two = second.chunks();
    Overlap overlap = new Overlap(0, 0, 0);
    int key = Math.min(one.key(), two.key());
    while (key != PatientChunks.END && !overlap.isEnough(enough)) {
      if (two.key() > key) {
        overlap = overlap.plus(0, one.count(), 0);
        one.next();
      } else if (one.key() > key) {
        overlap = overlap.plus(0, 0, two.count());
        two.next();
      } else {
        Container ofOne = one.take();
        Container ofTwo = two.take();
        int both = ofOne.andCardinality(ofTwo);
        overlap = overlap.plus(both, ofOne.getCardinality() - both, ofTwo.getCardinality() - both);
      }
      key = Math.min(one.key(), two.key());
    }
    return overlap;
  }

  private boolean isEnough(long enough) {
    return both >= enough && first >= enough && second >= enough;
  }

  private Overlap plus(long moreOfBoth, long moreOfFirst, long moreOfSecond) {
    return new Overlap(both + moreOfBoth, first + moreOfFirst, second + moreOfSecond);
  }
}

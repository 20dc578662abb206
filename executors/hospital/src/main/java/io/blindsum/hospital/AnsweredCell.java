package io.blindsum.hospital;

import org.roaringbitmap.RoaringBitmap;

/**
 * A part of an answer.
 *
 * @param quantity the column, or statistic of several, that is added up; empty for a mere count
 * @param patients whom the total is about; never changed after this
 */
record AnsweredCell(String quantity, RoaringBitmap patients) {
  long size() {
    return patients.getLongCardinality();
  }

  /** Compares the patients, in whatever containers they are kept. */
  @Override
  public boolean equals(Object other) {
    return other instanceof AnsweredCell cell
        && quantity.equals(cell.quantity)
        && size() == cell.size()
        && RoaringBitmap.xorCardinality(patients, cell.patients) == 0;
  }

  @Override
  public int hashCode() {
    return 31 * quantity.hashCode() + Long.hashCode(size());
  }
}

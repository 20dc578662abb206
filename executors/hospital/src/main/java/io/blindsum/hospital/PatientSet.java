package io.blindsum.hospital;

import org.roaringbitmap.RoaringBitmap;

/** A set of patients, by their numbers, that is read a chunk at a time. Never changes. */
interface PatientSet {
  /** Returns the set that a bitmap holds, which nobody changes after this. */
  static PatientSet of(RoaringBitmap patients) {
    return new AtHand(patients);
  }

  /** Returns how many there are. */
  long size();

  /** Starts to read from the first chunk. */
  PatientChunks chunks();

  /** Returns all at once. */
  default RoaringBitmap toBitmap() {
    RoaringBitmap all = new RoaringBitmap();
    PatientChunks chunks = chunks();
    for (int key = chunks.key(); key != PatientChunks.END; key = chunks.key()) {
      all.append((char) key, chunks.take());
    }
    return all;
  }

  /** Tells whether both hold the same patients. */
  default boolean isSame(PatientSet other) {
    if (size() != other.size()) {
      return false;
    }
    PatientChunks own = chunks();
    PatientChunks others = other.chunks();
    for (int key = own.key(); key == others.key(); key = own.key()) {
      if (key == PatientChunks.END) {
        return true;
      }
      if (own.count() != others.count() || own.take().xorCardinality(others.take()) != 0) {
        return false;
      }
    }
    return false;
  }

  /** A set in memory. */
  record AtHand(RoaringBitmap patients) implements PatientSet {
    @Override
    public long size() {
      return patients.getLongCardinality();
    }

    @Override
    public PatientChunks chunks() {
      return PatientChunks.of(patients);
    }

    @Override
    public RoaringBitmap toBitmap() {
      return patients;
    }
  }
}

package io.blindsum.hospital;

import org.roaringbitmap.Container;
import org.roaringbitmap.ContainerPointer;
import org.roaringbitmap.RoaringBitmap;

/** The patients of a set, from the first to the last, up to {@link #SIZE} numbers at a time. */
final class PatientChunks {
  /** How many numbers a chunk spans; each one starts at a multiple of this. */
  static final int SIZE = 1 << Character.SIZE;

  /** The key that is behind all others. */
  static final int END = Integer.MAX_VALUE;

  private final ContainerPointer pointer;

  PatientChunks(RoaringBitmap set) {
    this.pointer = set.getContainerPointer();
  }

  /** Returns where the chunk starts, in spans; {@link #END} behind the last one. */
  int key() {
    return pointer.getContainer() == null ? END : pointer.key();
  }

  /** Returns the patients of the chunk, by their numbers in it, and goes on to the next one. */
  Container take() {
    Container taken = pointer.getContainer();
    pointer.advance();
    return taken;
  }
}

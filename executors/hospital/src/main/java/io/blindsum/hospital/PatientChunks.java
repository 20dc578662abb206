package io.blindsum.hospital;

import org.roaringbitmap.ArrayContainer;
import org.roaringbitmap.Container;
import org.roaringbitmap.ContainerPointer;
import org.roaringbitmap.RoaringBitmap;

/** The patients of a set, from the first to the last, up to {@link #SIZE} numbers at a time. */
interface PatientChunks {
  /** How many numbers a chunk spans; each one starts at a multiple of this. */
  int SIZE = 1 << Character.SIZE;

  /** The key that is behind all others. */
  int END = Integer.MAX_VALUE;

  /** Returns the chunks of a set in memory. */
  static PatientChunks of(RoaringBitmap set) {
    ContainerPointer pointer = set.getContainerPointer();
    return new PatientChunks() {
      @Override
      public int key() {
        return pointer.getContainer() == null ? END : pointer.key();
      }

      @Override
      public int count() {
        return pointer.getCardinality();
      }

      @Override
      public Container patients() {
        return pointer.getContainer();
      }

      @Override
      public void next() {
        pointer.advance();
      }
    };
  }

  /** Returns where the chunk starts, in spans; {@link #END} behind the last one. */
  int key();

  /** Returns how many patients the chunk has. */
  int count();

  /** Returns the patients of the chunk, by their numbers in it, which nobody changes. */
  Container patients();

  /** Goes on to the next chunk. */
  void next();

  /** Returns the patients of the chunk, and goes on to the next one. */
  default Container take() {
    Container taken = patients();
    next();
    return taken;
  }

  /** Returns the patients from a place on, none unless it is that of the chunk; then goes on. */
  default Container take(int key) {
    return key() == key ? take() : new ArrayContainer();
  }
}

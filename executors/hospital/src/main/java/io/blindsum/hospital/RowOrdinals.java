package io.blindsum.hospital;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Numbers the rows of a dataset from 0 in the order in which they were first seen, and keeps the
 * numbers on the disk: a file of digests of 8 bytes, each at the place of its number.
 *
 * <p>Rows mostly come in the order in which they were numbered, so that the next number is tried
 * first, and a few behind it. A table for the others is made once one is needed.
 *
 * <p>Takes about 15 bytes of memory a row. Not for use by several threads at once.
 */
final class RowOrdinals {
  private static final int SMALLEST_TABLE = 1 << 10;
  // how far rows that a question leaves out are passed over
  private static final int AHEAD = 32;
  private static final int EMPTY = -1;

  private final NumberedFile file;
  private long[] digests;
  // the numbers of the digests, at the places that these hash to; no number has all bits of the
  // table's mask, and the bits above are those of the digest, so that few others are looked up
  private int[] table = new int[0];
  private int size;
  private int stored;
  private int next;

  private RowOrdinals(NumberedFile file, int rows) {
    this.file = file;
    this.digests = new long[Math.max(SMALLEST_TABLE / 2, rows)];
  }

  /** Reads what is known of a dataset; nothing if there is no file. */
  static RowOrdinals open(Path file) throws IOException {
    NumberedFile numbered = new NumberedFile(file, Long.BYTES);
    try {
      // half a digest is what a crash left: nobody was answered by it
      int rows = numbered.size();
      RowOrdinals ordinals = new RowOrdinals(numbered, rows);
      numbered.read(
          rows, (chunk, from, count) -> chunk.asLongBuffer().get(ordinals.digests, from, count));
      ordinals.size = rows;
      ordinals.stored = rows;
      return ordinals;
    } catch (NoSuchFileException e) {
      // the first question about the dataset
      return new RowOrdinals(numbered, 0);
    }
  }

  /** Returns the number of a row, a new one if it was never seen. */
  int of(long digest) {
    int end = Math.min(next + AHEAD, size);
    int number = next;
    while (number < end && digests[number] != digest) {
      number++;
    }
    if (number >= end) {
      number = lookUp(digest);
    }
    next = number + 1;
    return number;
  }

  private int lookUp(long digest) {
    if (size >= table.length / 4 * 3) {
      enlarge();
    }
    int mask = table.length - 1;
    // digests are uniform, so their low bits are a hash
    int place = (int) digest & mask;
    int upper = upper(digest, mask);
    for (int entry = table[place]; entry != EMPTY; entry = table[place]) {
      if ((entry & ~mask) == upper && digests[entry & mask] == digest) {
        return entry & mask;
      }
      place = (place + 1) & mask;
    }
    table[place] = upper | size;
    if (size == digests.length) {
      digests = Arrays.copyOf(digests, size + (size >> 1));
    }
    digests[size++] = digest;
    return size - 1;
  }

  private static int upper(long digest, int mask) {
    return (int) (digest >>> Integer.SIZE) & ~mask;
  }

  /** Returns how many rows have a number. */
  int size() {
    return size;
  }

  /** Brings the new numbers to the disk. */
  void save() throws IOException {
    if (stored == size) {
      return;
    }
    file.append(
        stored, size, (chunk, from, count) -> chunk.asLongBuffer().put(digests, from, count));
    stored = size;
  }

  private void enlarge() {
    int length = SMALLEST_TABLE;
    while (length / 4 * 3 <= size) {
      length *= 2;
    }
    int[] larger = new int[length];
    Arrays.fill(larger, EMPTY);
    int mask = length - 1;
    for (int i = 0; i < size; i++) {
      int place = (int) digests[i] & mask;
      while (larger[place] != EMPTY) {
        place = (place + 1) & mask;
      }
      larger[place] = upper(digests[i], mask) | i;
    }
    table = larger;
  }
}

package io.blindsum.hospital;

import io.blindsum.keys.AppendedFile;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Numbers the rows of a dataset from 0 in the order in which they were first seen, and keeps the
 * numbers on the disk: a file of digests of 8 bytes, each at the place of its number.
 *
 * <p>Takes about 15 bytes of memory a row. Not for use by several threads at once.
 */
final class RowOrdinals {
  private static final int SMALLEST_TABLE = 1 << 10;
  private static final int EMPTY = -1;
  private static final int CHUNK_ROWS = 1 << 13;

  private final Path file;
  private long[] digests = new long[SMALLEST_TABLE / 2];
  // the numbers of the digests, at the places that these hash to; no number has all bits of the
  // table's mask, and the bits above are those of the digest, so that few others are looked up
  private int[] table = new int[SMALLEST_TABLE];
  private int size;
  private int stored;

  private RowOrdinals(Path file) {
    this.file = file;
    Arrays.fill(table, EMPTY);
  }

  /** Reads what is known of a dataset; nothing if there is no file. */
  static RowOrdinals open(Path file) throws IOException {
    RowOrdinals ordinals = new RowOrdinals(file);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      // half a digest is what a crash left: nobody was answered by it
      long rows = channel.size() / Long.BYTES;
      DataInputStream in = new DataInputStream(Channels.newInputStream(channel));
      byte[] chunk = new byte[CHUNK_ROWS * Long.BYTES];
      for (long left = rows; left > 0; ) {
        int now = (int) Math.min(left, CHUNK_ROWS);
        in.readFully(chunk, 0, now * Long.BYTES);
        ByteBuffer digests = ByteBuffer.wrap(chunk);
        for (int i = 0; i < now; i++) {
          ordinals.of(digests.getLong());
        }
        left -= now;
      }
    } catch (NoSuchFileException e) {
      // the first question about the dataset
    }
    ordinals.stored = ordinals.size;
    return ordinals;
  }

  /** Returns the number of a row, a new one if it was never seen. */
  int of(long digest) {
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
    if (size > table.length / 4 * 3) {
      grow();
    }
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
    try (AppendedFile numbered = AppendedFile.open(file)) {
      numbered.append(
          (long) stored * Long.BYTES,
          () ->
              IntStream.iterate(stored, from -> from < size, from -> from + CHUNK_ROWS)
                  .mapToObj(from -> bytes(from, Math.min(from + CHUNK_ROWS, size)))
                  .iterator());
    }
    stored = size;
  }

  private ByteBuffer bytes(int from, int to) {
    ByteBuffer bytes = ByteBuffer.allocate((to - from) * Long.BYTES);
    bytes.asLongBuffer().put(digests, from, to - from);
    return bytes;
  }

  private void grow() {
    int[] larger = new int[table.length * 2];
    Arrays.fill(larger, EMPTY);
    int mask = larger.length - 1;
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

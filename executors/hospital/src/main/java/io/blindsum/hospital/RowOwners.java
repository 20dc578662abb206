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
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * Whose each row of a dataset is, by the numbers of rows and patients, and how many rows a few
 * patients can have together. Kept in a file of 4 bytes a row, each at the place of its number.
 */
final class RowOwners {
  private static final int CHUNK_ROWS = 1 << 13;

  private final Path file;
  private int[] owners;
  private int[] rows = new int[0];
  private int size;
  private int stored;

  private RowOwners(Path file, int known) {
    this.file = file;
    this.owners = new int[Math.max(CHUNK_ROWS, known)];
  }

  /**
   * Reads what is known of a dataset.
   *
   * @param known how many rows have a number; what is behind those is what a crash left
   * @param patients how many patients have a number
   * @throws AuditException if there are fewer
   */
  static RowOwners open(Path file, int known, int patients) throws IOException {
    RowOwners owners = new RowOwners(file, known);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() / Integer.BYTES < known) {
        throw altered(file);
      }
      DataInputStream in = new DataInputStream(Channels.newInputStream(channel));
      byte[] chunk = new byte[CHUNK_ROWS * Integer.BYTES];
      while (owners.size < known) {
        int now = Math.min(known - owners.size, CHUNK_ROWS);
        in.readFully(chunk, 0, now * Integer.BYTES);
        ByteBuffer numbers = ByteBuffer.wrap(chunk);
        for (int i = 0; i < now; i++) {
          int patient = numbers.getInt();
          if (patient < 0 || patient >= patients) {
            throw altered(file);
          }
          owners.put(owners.size, patient);
        }
      }
    } catch (NoSuchFileException e) {
      if (known > 0) {
        throw altered(file);
      }
    }
    owners.stored = known;
    return owners;
  }

  private static AuditException altered(Path file) {
    return new AuditException(file.getFileName() + " was altered: restore it");
  }

  /**
   * Notes whose a row is.
   *
   * @param row at most one more than the last one; of a row that is known nothing changes
   */
  void put(int row, int patient) {
    if (row < size) {
      return;
    }
    if (size == owners.length) {
      owners = Arrays.copyOf(owners, size + (size >> 1));
    }
    if (patient >= rows.length) {
      rows = Arrays.copyOf(rows, patient + (patient >> 1) + 1);
    }
    owners[size++] = patient;
    rows[patient]++;
  }

  /** Returns the most rows that so many patients have together. */
  long mostRows(int patients) {
    PriorityQueue<Integer> most = new PriorityQueue<>();
    for (int count : rows) {
      if (most.size() < patients) {
        most.add(count);
      } else if (!most.isEmpty() && count > most.element()) {
        most.remove();
        most.add(count);
      }
    }
    return most.stream().mapToLong(Integer::longValue).sum();
  }

  /** Brings what is new to the disk. */
  void save() throws IOException {
    if (stored == size) {
      return;
    }
    try (AppendedFile numbered = AppendedFile.open(file)) {
      numbered.append(
          (long) stored * Integer.BYTES,
          () ->
              IntStream.iterate(stored, from -> from < size, from -> from + CHUNK_ROWS)
                  .mapToObj(from -> bytes(from, Math.min(from + CHUNK_ROWS, size)))
                  .iterator());
    }
    stored = size;
  }

  private ByteBuffer bytes(int from, int to) {
    ByteBuffer bytes = ByteBuffer.allocate((to - from) * Integer.BYTES);
    bytes.asIntBuffer().put(owners, from, to - from);
    return bytes;
  }
}

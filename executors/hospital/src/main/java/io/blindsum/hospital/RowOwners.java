package io.blindsum.hospital;

import io.blindsum.service.AuditException;
import io.blindsum.service.StateFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * Whose each row of a dataset is, by the numbers of rows and patients, and in how many rows three
 * answers can differ by a few patients. Kept in a file of 4 bytes a row, each at the place of its
 * number, and a file of the most rows that a patient had in one question.
 */
final class RowOwners {
  private static final int LEAST_ROOM = 1 << 13;

  private static final int COMPARED_ANSWERS = 3;

  private final StateFolder state;
  private final String mostFile;
  private final NumberedFile file;
  private int[] owners;
  // by patient: the rows that are known, and those of this question
  private int[] rows = new int[0];
  private int[] asked = new int[0];
  private int most;
  private int storedMost;
  private int size;
  private int stored;

  private RowOwners(StateFolder state, String name, int known) {
    this.state = state;
    this.file = new NumberedFile(state.file("owners-" + name), Integer.BYTES);
    this.mostFile = "most-" + name;
    this.owners = new int[Math.max(LEAST_ROOM, known)];
  }

  /**
   * Reads what is known of a dataset.
   *
   * @param name that its files end with
   * @param known how many rows have a number; what is behind those is what a crash left
   * @param patients how many patients have a number
   * @throws AuditException if there are fewer
   */
  static RowOwners open(StateFolder state, String name, int known, int patients)
      throws IOException {
    RowOwners owners = new RowOwners(state, name, known);
    Path file = owners.file.file();
    try {
      if (owners.file.size() < known) {
        throw altered(file);
      }
      owners.file.read(
          known,
          (chunk, from, count) -> {
            for (int i = 0; i < count; i++) {
              int patient = chunk.getInt();
              if (patient < 0 || patient >= patients) {
                throw altered(file);
              }
              owners.add(patient);
            }
          });
    } catch (NoSuchFileException e) {
      if (known > 0) {
        throw altered(file);
      }
    }
    owners.stored = known;
    owners.readMost(known);
    return owners;
  }

  private void readMost(int known) throws IOException {
    try {
      most = Integer.parseInt(Files.readString(state.file(mostFile)).strip());
      storedMost = most;
    } catch (NoSuchFileException e) {
      if (known > 0) {
        throw altered(state.file(mostFile));
      }
    } catch (NumberFormatException e) {
      throw altered(state.file(mostFile));
    }
  }

  private static AuditException altered(Path file) {
    return new AuditException(file.getFileName() + " was altered: restore it");
  }

  /**
   * Notes whose a row of the question is.
   *
   * @param row at most one more than the last one
   */
  void put(int row, int patient) {
    if (row == size) {
      add(patient);
    }
    if (patient >= asked.length) {
      asked = Arrays.copyOf(asked, rows.length);
    }
    most = Math.max(most, ++asked[patient]);
  }

  /** Tells whether no patient has two rows in this question. */
  boolean isOneRowEach() {
    return Arrays.stream(asked).allMatch(rowsOfOne -> rowsOfOne <= 1);
  }

  private void add(int patient) {
    if (size == owners.length) {
      owners = Arrays.copyOf(owners, size + (size >> 1));
    }
    if (patient >= rows.length) {
      rows = Arrays.copyOf(rows, patient + (patient >> 1) + 1);
    }
    owners[size++] = patient;
    rows[patient]++;
  }

  /**
   * Returns the most rows of so many patients in which three answers can differ: all that are known
   * of them, but of each no more than three times the most that a patient had in one question, as
   * an answer has each patient's row of that day.
   */
  long mostRows(int patients) {
    int each = Math.multiplyExact(COMPARED_ANSWERS, most);
    PriorityQueue<Integer> top = new PriorityQueue<>();
    for (int known : rows) {
      int count = Math.min(known, each);
      if (top.size() < patients) {
        top.add(count);
      } else if (!top.isEmpty() && count > top.element()) {
        top.remove();
        top.add(count);
      }
    }
    return top.stream().mapToLong(Integer::longValue).sum();
  }

  /** Brings what is new to the disk. */
  void save() throws IOException {
    if (most > storedMost) {
      state.replace(mostFile, (most + "\n").getBytes(StandardCharsets.US_ASCII));
      storedMost = most;
    }
    if (stored == size) {
      return;
    }
    file.append(stored, size, (chunk, from, count) -> chunk.asIntBuffer().put(owners, from, count));
    stored = size;
  }
}

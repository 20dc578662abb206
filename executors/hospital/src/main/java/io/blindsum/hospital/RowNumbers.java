package io.blindsum.hospital;

import io.blindsum.service.StateFolder;
import java.io.IOException;
import java.util.Optional;

/**
 * The numbers of a dataset's rows, as they were first seen, and of its patients where it has a
 * column that tells these apart; kept on the disk.
 *
 * @param rows by all that stands in a row
 * @param patients by the id; empty where each row is a patient
 */
record RowNumbers(RowOrdinals rows, Optional<Patients> patients) {
  /** The numbers of patients, and whose each row is. */
  record Patients(RowOrdinals numbers, RowOwners owners) {}

  /** Reads what is known of a dataset. */
  static RowNumbers open(StateFolder state, Dataset dataset) throws IOException {
    if (dataset.id().isEmpty()) {
      return new RowNumbers(ordinals(state, "rows", dataset), Optional.empty());
    }
    // the other way round than they are saved, as a trial reads while an answer is kept
    RowOrdinals rows = ordinals(state, "lines", dataset);
    RowOrdinals named = ordinals(state, "rows", dataset);
    String name = StateFolder.nameOf(dataset.name());
    RowOwners owners = RowOwners.open(state, name, rows.size(), named.size());
    return new RowNumbers(rows, Optional.of(new Patients(named, owners)));
  }

  private static RowOrdinals ordinals(StateFolder state, String kind, Dataset dataset)
      throws IOException {
    return RowOrdinals.open(state.file(kind + "-" + StateFolder.nameOf(dataset.name())));
  }

  /**
   * Returns how many rows are of so many patients at least: one more than one patient fewer can
   * have.
   */
  long rowsOf(int atLeast) {
    return patients.map(known -> known.owners.mostRows(atLeast - 1) + 1).orElse((long) atLeast);
  }

  /** Brings the new numbers to the disk, those of rows when all that is said of them is there. */
  void save() throws IOException {
    if (patients.isPresent()) {
      patients.get().numbers.save();
      patients.get().owners.save();
    }
    rows.save();
  }
}

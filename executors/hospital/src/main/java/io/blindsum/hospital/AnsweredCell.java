package io.blindsum.hospital;

/**
 * A part of an answer.
 *
 * @param quantity the column, or statistic of several, that is added up; empty for a mere count
 * @param patients whom the total is about
 */
record AnsweredCell(String quantity, PatientSet patients) {
  long size() {
    return patients.size();
  }

  /** Compares the patients, in whatever containers they are kept. */
  @Override
  public boolean equals(Object other) {
    return other instanceof AnsweredCell cell
        && quantity.equals(cell.quantity)
        && patients.isSame(cell.patients);
  }

  @Override
  public int hashCode() {
    return 31 * quantity.hashCode() + Long.hashCode(size());
  }
}

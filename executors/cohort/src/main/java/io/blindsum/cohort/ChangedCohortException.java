package io.blindsum.cohort;

/** Says that the rows which a run had encrypted before it was interrupted are others now. */
public final class ChangedCohortException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ChangedCohortException() {
    super("the rows that were encrypted before are others now");
  }
}

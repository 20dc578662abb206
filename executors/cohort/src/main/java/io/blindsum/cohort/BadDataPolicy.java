package io.blindsum.cohort;

/** Says what is done about a value that does not fit its declared column. */
public enum BadDataPolicy {
  /** Refuse the whole cohort. */
  REJECT,
  /** Leave out the row. */
  DROP,
  /** Move a number that is out of range to the nearest bound; leave out rows bad otherwise. */
  CLAMP;

  /** Returns what this policy does about one problem. */
  public Verdict verdict(DataProblem problem) {
    if (problem == DataProblem.MISSING_VALUE) {
      return Verdict.KEEP;
    }
    if (problem == DataProblem.MISSING_GROUP) {
      return Verdict.DROP;
    }
    return switch (this) {
      case REJECT -> Verdict.REJECT;
      case DROP -> Verdict.DROP;
      case CLAMP -> problem == DataProblem.OUT_OF_RANGE ? Verdict.CLAMP : Verdict.DROP;
    };
  }

  /** What becomes of the row that holds a bad value. */
  public enum Verdict {
    /** Keep the row; the value counts as missing. */
    KEEP,
    /** Keep the row, with the value at its nearest bound. */
    CLAMP,
    /** Leave out the row. */
    DROP,
    /** Refuse the cohort. */
    REJECT
  }
}

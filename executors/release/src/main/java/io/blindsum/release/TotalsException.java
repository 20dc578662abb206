package io.blindsum.release;

/** Says in one line why totals cannot be opened, and what to do. */
public final class TotalsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What is wrong. */
  public enum Problem {
    /** The frame holds single records, which are not decrypted. */
    SINGLE_RECORDS,
    /** The frame does not hold one total a position. */
    NO_TOTALS,
    /** The private key is another one. */
    OTHER_KEY
  }

  private final Problem problem;
  private final String fix;

  TotalsException(Problem problem, String message, String fix) {
    super(message);
    this.problem = problem;
    this.fix = fix;
  }

  /** Returns what is wrong. */
  public Problem problem() {
    return problem;
  }

  /** Returns what to do. */
  public String fix() {
    return fix;
  }
}

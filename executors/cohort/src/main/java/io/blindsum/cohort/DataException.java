package io.blindsum.cohort;

/**
 * Says in one line what is wrong with a cohort, where, and how to fix it.
 *
 * <p>The message never holds a patient's value. It has no cause on purpose: the messages of parsers
 * and database drivers quote the data they fail on.
 */
public final class DataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String what;
  private final String where;
  private final String fix;

  /**
   * Creates the error.
   *
   * @param what the fault, such as {@code hba1c out of declared range [3.00..20.00]}
   * @param where the place, such as {@code cohort.csv line 48,112}
   * @param fix what to do about it, as an imperative
   */
  public DataException(String what, String where, String fix) {
    super(what + " at " + where);
    this.what = what;
    this.where = where;
    this.fix = fix;
  }

  /** Returns the fault without its place. */
  public String what() {
    return what;
  }

  /** Returns the place: the name of the source and, where there is one, a line or row number. */
  public String where() {
    return where;
  }

  /** Returns what to do about it. */
  public String fix() {
    return fix;
  }
}

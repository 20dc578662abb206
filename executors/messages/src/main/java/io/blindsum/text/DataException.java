package io.blindsum.text;

import io.blindsum.encoding.PrintableText;

/**
 * Says in one line what is wrong with a cohort, where, and how to fix it.
 *
 * <p>The message never holds a patient's value. It has no cause on purpose: the messages of parsers
 * and database drivers quote the data they fail on. It may quote names, in files and in questions
 * of strangers: each text stays one line of bounded length, whatever they are.
 */
public final class DataException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_LINE = 590;

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
    super(PrintableText.of(what + " at " + where, LONGEST_LINE));
    this.what = PrintableText.of(what, LONGEST_LINE);
    this.where = PrintableText.of(where, LONGEST_LINE);
    this.fix = PrintableText.of(fix, LONGEST_LINE);
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

package io.blindsum.encoding;

/** Refuses a column, group or layout that is written wrongly: what, where, and the fix. */
public final class SpecificationException extends EncodingException {
  private static final long serialVersionUID = 1;
  private static final int LONGEST_MESSAGE = 500;

  /**
   * Says what is wrong and how to write it. It may quote what was written: the message stays one
   * line of bounded length, whatever that is.
   */
  public SpecificationException(String message) {
    super(PrintableText.of(message, LONGEST_MESSAGE));
  }
}

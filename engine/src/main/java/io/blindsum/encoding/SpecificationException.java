package io.blindsum.encoding;

/** Refuses a column, group or layout that is written wrongly: what, where, and the fix. */
public final class SpecificationException extends EncodingException {
  private static final long serialVersionUID = 1;

  /** Says what is wrong and how to write it. */
  public SpecificationException(String message) {
    super(message);
  }
}

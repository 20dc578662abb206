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
    super(printable(message));
  }

  private static String printable(String message) {
    String cut =
        message.length() <= LONGEST_MESSAGE
            ? message
            : message.substring(0, LONGEST_MESSAGE) + "...";
    return cut.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]", "?");
  }
}

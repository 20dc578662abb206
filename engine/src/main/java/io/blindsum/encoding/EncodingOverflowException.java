package io.blindsum.encoding;

/** Refuses what could make a sum leave its slot: a value, a number of rows, or a layout. */
public final class EncodingOverflowException extends EncodingException {
  private static final long serialVersionUID = 1;

  public EncodingOverflowException(String message) {
    super(message);
  }
}

package io.blindsum.encoding;

/** Says in one line why an encoding was refused, never with a patient's value. */
public abstract sealed class EncodingException extends RuntimeException
    permits SpecificationException, EncodingOverflowException, ImplausibleTotalException {
  private static final long serialVersionUID = 1;

  EncodingException(String message) {
    super(message);
  }
}

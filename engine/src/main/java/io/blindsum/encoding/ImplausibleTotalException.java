package io.blindsum.encoding;

/**
 * Refuses a decrypted total that no set of encoded rows can have: a row was left out, doubled or
 * altered, the masks did not cancel, or the layout is another one.
 */
public final class ImplausibleTotalException extends EncodingException {
  private static final long serialVersionUID = 1;

  public ImplausibleTotalException(String message) {
    super(message + "; nothing is released");
  }
}

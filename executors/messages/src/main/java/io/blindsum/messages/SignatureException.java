package io.blindsum.messages;

/** Refuses what was not signed by whom it should be. */
public final class SignatureException extends JobException {
  private static final long serialVersionUID = 1;

  SignatureException(String where, String problem) {
    super(where + ": " + problem);
  }
}

package io.blindsum.paillier;

/** Refuses to bring together what belongs to different keys. */
public final class KeyMismatchException extends PaillierException {
  private static final long serialVersionUID = 1;

  /**
   * Names both keys by the start of their fingerprints.
   *
   * @param expected fingerprint of the key at hand
   * @param actual fingerprint of the key that was found
   */
  public KeyMismatchException(String expected, String actual) {
    super("made for key " + actual.substring(0, 8) + ", not for key " + expected.substring(0, 8));
  }
}

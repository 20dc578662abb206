package io.blindsum.paillier;

/** Refuses a number that cannot be, or must not be, a Paillier key. */
public final class InvalidKeyException extends PaillierException {
  private static final long serialVersionUID = 1;

  public InvalidKeyException(String message) {
    super(message);
  }
}

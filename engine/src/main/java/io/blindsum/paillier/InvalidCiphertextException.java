package io.blindsum.paillier;

/**
 * Refuses a number that is not a ciphertext: outside of (0, n^2), or sharing a factor with n.
 *
 * <p>The text is the same for every such number, because a decryptor that told them apart would
 * answer questions about the private key.
 */
public final class InvalidCiphertextException extends PaillierException {
  private static final long serialVersionUID = 1;

  private final int index;

  /**
   * Refuses the ciphertext at an index.
   *
   * @param index the ciphertext's place in its batch, from 0
   */
  public InvalidCiphertextException(int index) {
    super("ciphertext " + index + " is not a unit modulo n^2");
    this.index = index;
  }

  /** Returns the ciphertext's place in its batch, from 0. */
  public int index() {
    return index;
  }
}

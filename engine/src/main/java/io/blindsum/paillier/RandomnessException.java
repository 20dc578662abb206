package io.blindsum.paillier;

/**
 * Refuses to let ciphertexts out that show something of their plaintexts to everybody: without
 * randomness, or with the same randomness as one before.
 */
public final class RandomnessException extends PaillierException {
  private static final long serialVersionUID = 1;

  private final int index;

  private RandomnessException(int index, String fault) {
    super("ciphertext " + index + " " + fault + "; nothing of its batch was released");
    this.index = index;
  }

  static RandomnessException unblinded(int index) {
    return new RandomnessException(index, "carries no randomness");
  }

  static RandomnessException reused(int index) {
    return new RandomnessException(index, "has the randomness of one made before");
  }

  /** Returns the ciphertext's place in its batch, from 0. */
  public int index() {
    return index;
  }
}

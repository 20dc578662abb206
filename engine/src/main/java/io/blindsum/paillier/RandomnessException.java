package io.blindsum.paillier;

/**
 * Refuses to let ciphertexts out that show something of their plaintexts to everybody: without
 * randomness, or with the same randomness as one before.
 */
public final class RandomnessException extends PaillierException {
  private static final long serialVersionUID = 1;

  private RandomnessException(int index, String fault) {
    super("ciphertext " + index + " " + fault + "; nothing of its batch was released");
  }

  static RandomnessException unblinded(int index) {
    return new RandomnessException(index, "carries no randomness");
  }

  static RandomnessException reused(int index) {
    return new RandomnessException(index, "has the randomness of one made before");
  }
}

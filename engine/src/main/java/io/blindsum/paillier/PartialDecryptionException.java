package io.blindsum.paillier;

import java.util.List;

/** Refuses what holders of a threshold key handed in to open ciphertexts. */
public final class PartialDecryptionException extends PaillierException {
  private static final long serialVersionUID = 1;

  private final transient List<Integer> holders;

  /**
   * Names who handed in what is refused.
   *
   * @param holders their indices, from 1; none if it is nobody's fault alone
   */
  public PartialDecryptionException(String message, List<Integer> holders) {
    super(message);
    this.holders = List.copyOf(holders);
  }

  /** Returns the indices of the holders whose part is wrong, in ascending order. */
  public List<Integer> holders() {
    return holders;
  }
}

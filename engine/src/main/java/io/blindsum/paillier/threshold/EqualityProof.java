package io.blindsum.paillier.threshold;

import java.math.BigInteger;
import java.util.List;

/**
 * Shows that one secret {@code y} leads from {@code c^4} to {@code c_i^2} for every ciphertext, and
 * from {@code v} to {@code v_i} (Shoup, EUROCRYPT 2000, section 5; one nonce for all of them, as
 * {@code y} is the same).
 *
 * @param commitments {@code (c^4)^r mod n^2} for each ciphertext, in order
 * @param baseCommitment {@code v^r mod n^2}
 * @param response {@code z = r + e y}, over the integers
 */
public record EqualityProof(
    List<BigInteger> commitments, BigInteger baseCommitment, BigInteger response) {
  public EqualityProof {
    commitments = List.copyOf(commitments);
  }
}

package io.blindsum.paillier.threshold;

import java.math.BigInteger;
import java.util.List;

/**
 * What one holder hands in to open ciphertexts. Nothing of it is checked here: {@link
 * PartialCombiner} does.
 *
 * @param holder the holder's index
 * @param values {@code c^(2 Delta s_i) mod n^2} for each ciphertext, in order
 * @param proof that the values were made with the share whose verification key the key has
 */
public record PartialDecryption(int holder, List<BigInteger> values, EqualityProof proof) {
  public PartialDecryption {
    values = List.copyOf(values);
  }
}

package io.blindsum.paillier;

import java.math.BigInteger;

/**
 * One ciphertext: a unit modulo {@code n^2}, with the key it was made for.
 *
 * @param key the public key
 * @param value in (0, n^2); whether it is a unit is checked where it is used
 */
public record Ciphertext(PaillierPublicKey key, BigInteger value) {
  public Ciphertext {
    if (value.signum() <= 0 || value.compareTo(key.modulusSquared()) >= 0) {
      throw new InvalidCiphertextException(0);
    }
  }
}

package io.blindsum.blinding;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.paillier.BlindingSource;
import io.blindsum.paillier.EncryptionKey;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.paillier.PaillierPublicKey;

/** Chooses the way of blinding that a key allows. */
public final class Blindings {
  private Blindings() {}

  /** Returns blinding by CRT for who holds the private key, and the full {@code r^n} for others. */
  public static BlindingSource forKey(EncryptionKey key, ModularArithmetic arithmetic) {
    if (key instanceof PaillierPrivateKey privateKey) {
      return CrtBlinding.of(privateKey, arithmetic);
    }
    return FreshBlinding.of((PaillierPublicKey) key, arithmetic);
  }
}

package io.blindsum.blinding;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.paillier.BlindingSource;
import io.blindsum.paillier.EncryptionKey;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.paillier.proof.KeyForm;

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

  /**
   * Returns the fastest blinding that is safe for a public key: {@link FixedBaseBlinding} if the
   * key is known to be of Blum form, and the full {@code r^n} otherwise.
   *
   * @param form what a certificate or an approval says of the key
   * @param budget what a table may cost
   */
  public static BlindingSource forKey(
      PaillierPublicKey key, KeyForm form, TableBudget budget, ModularArithmetic arithmetic) {
    if (form == KeyForm.BLUM && !FixedBaseBlinding.isVisiblyNotBlum(key)) {
      return FixedBaseBlinding.of(key, arithmetic, budget);
    }
    return FreshBlinding.of(key, arithmetic);
  }
}

package io.blindsum.blinding;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.paillier.BlindingSource;
import io.blindsum.paillier.EncryptionKey;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.paillier.proof.KeyForm;

/** Chooses the way of blinding that a key allows. */
public final class Blindings {
  /**
   * The memory of a table unless something else is asked for: window 11 at 2048 bits, 10 at 3072.
   */
  public static final long DEFAULT_TABLE_BYTES = 160L << 20;

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
   * @param tableBytes the memory that a table may take, such as {@link #DEFAULT_TABLE_BYTES}
   */
  public static BlindingSource forKey(
      PaillierPublicKey key, KeyForm form, long tableBytes, ModularArithmetic arithmetic) {
    if (form == KeyForm.BLUM && !FixedBaseBlinding.isVisiblyNotBlum(key)) {
      return FixedBaseBlinding.of(key, arithmetic, tableBytes);
    }
    return FreshBlinding.of(key, arithmetic);
  }
}

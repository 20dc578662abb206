package io.blindsum.hospital;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.blinding.BlindingPool;
import io.blindsum.blinding.Blindings;
import io.blindsum.blinding.TableBudget;
import io.blindsum.paillier.BlindingSource;
import io.blindsum.paillier.Ciphertext;
import io.blindsum.paillier.Encryptor;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.paillier.proof.KeyForm;
import java.math.BigInteger;

/** Encrypts under one key, with tables that are kept from job to job. */
final class KeyEncryptor implements AutoCloseable {
  /** A few keys have to fit into the memory of a small machine. */
  private static final TableBudget TABLE = new TableBudget(64L << 20, TableBudget.UNKNOWN_VALUES);

  private final BlindingSource blinding;
  private final Encryptor encryptor;

  private KeyEncryptor(BlindingSource blinding, Encryptor encryptor) {
    this.blinding = blinding;
    this.encryptor = encryptor;
  }

  /**
   * Makes tables for a key.
   *
   * @param form what the site knows of its primes
   */
  static KeyEncryptor of(PaillierPublicKey key, KeyForm form, ModularArithmetic arithmetic) {
    return of(key, Blindings.forKey(key, form, TABLE, arithmetic), arithmetic);
  }

  /** Keeps a few values of blinding ready, for a hospital that encrypts one plaintext a job. */
  static KeyEncryptor forSingles(PaillierPublicKey key, ModularArithmetic arithmetic) {
    return of(key, BlindingPool.forSingles(key, arithmetic), arithmetic);
  }

  private static KeyEncryptor of(
      PaillierPublicKey key, BlindingSource blinding, ModularArithmetic arithmetic) {
    return new KeyEncryptor(blinding, Encryptor.of(key, arithmetic, blinding));
  }

  /** Returns the method of blinding, for people. */
  String method() {
    return blinding.method();
  }

  /** Encrypts one plaintext in [0, n). */
  Ciphertext encrypt(BigInteger plaintext) {
    return encryptor.encrypt(plaintext);
  }

  /**
   * Encrypts a batch.
   *
   * @return the ciphertexts, in the order of the plaintexts
   */
  BlockArray encrypt(BlockArray plaintexts) {
    return encryptor.encrypt(plaintexts).blocks();
  }

  @Override
  public void close() {
    // closes the blinding too
    encryptor.close();
  }
}

package io.blindsum.paillier;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.SquareRing;

/**
 * Makes blinding values: fresh random {@code n}-th residues {@code r^n mod n^2}, each handed out
 * once. Safe for use by many threads.
 */
public interface BlindingSource extends AutoCloseable {

  /** Returns the key that the values are for. */
  PaillierPublicKey key();

  /** Returns the way the values are made as results print it: {@code full}, {@code crt}, ... */
  String method();

  /**
   * Fills each block with a blinding value of its own.
   *
   * @param units blocks of {@link PaillierPublicKey#ciphertextBytes()}
   */
  void fill(BlockArray units);

  /**
   * Computes {@code out_i = (1 + m_i n) u_i mod n^2} with a blinding value {@code u_i} for each. A
   * source that can fold the plaintext into the making of the value overrides this.
   *
   * @param ring the ring modulo {@code n^2} of the caller
   * @param plaintexts blocks of {@link PaillierPublicKey#plaintextBytes()}, each below {@code n}
   * @param out as many blocks of {@link PaillierPublicKey#ciphertextBytes()}
   */
  default void encrypt(SquareRing ring, BlockArray plaintexts, BlockArray out) {
    fill(out);
    ring.multiplyLifted(plaintexts, out, out);
  }

  @Override
  void close();
}

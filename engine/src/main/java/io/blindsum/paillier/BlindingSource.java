package io.blindsum.paillier;

import io.blindsum.arith.BlockArray;

/**
 * Makes blinding values: fresh random {@code n}-th residues {@code r^n mod n^2}, each handed out
 * once. Safe for use by many threads.
 */
public interface BlindingSource extends AutoCloseable {

  /** Returns the key that the values are for. */
  PaillierPublicKey key();

  /** Returns the way the values are made as results print it, such as {@code full r^n}. */
  String method();

  /**
   * Fills each block with a blinding value of its own.
   *
   * @param units blocks of {@link PaillierPublicKey#ciphertextBytes()}
   */
  void fill(BlockArray units);

  @Override
  void close();
}

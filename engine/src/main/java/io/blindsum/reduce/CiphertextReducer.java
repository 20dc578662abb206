package io.blindsum.reduce;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.arith.SquareRing;
import io.blindsum.paillier.Ciphertext;
import io.blindsum.paillier.CiphertextBatch;
import io.blindsum.paillier.CiphertextGate;
import io.blindsum.paillier.InvalidCiphertextException;
import io.blindsum.paillier.KeyMismatchException;
import io.blindsum.paillier.PaillierPublicKey;
import java.math.BigInteger;
import java.util.concurrent.RecursiveTask;

/**
 * Adds the plaintexts of a batch under encryption: the product of its ciphertexts modulo {@code
 * n^2}, computed in leaves on all cores and joined in a tree.
 *
 * <p>The batch may lie in memory or in a mapped file. Multiplication modulo {@code n^2} commutes,
 * so the result does not depend on where the batch is cut. Each ciphertext is checked to be a unit
 * in the same pass. Safe for use by many threads until it is closed.
 */
public final class CiphertextReducer implements AutoCloseable {
  /** Ciphertexts of a leaf: some milliseconds of work, far above the cost of a fork. */
  static final int LEAF = 4096;

  private final PaillierPublicKey key;
  private final SquareRing ring;
  private final int leaf;

  private CiphertextReducer(PaillierPublicKey key, SquareRing ring, int leaf) {
    this.key = key;
    this.ring = ring;
    this.leaf = leaf;
  }

  public static CiphertextReducer of(PaillierPublicKey key, ModularArithmetic arithmetic) {
    return withLeaf(key, arithmetic, LEAF);
  }

  static CiphertextReducer withLeaf(PaillierPublicKey key, ModularArithmetic arithmetic, int leaf) {
    return new CiphertextReducer(key, arithmetic.squareRing(key.modulus()), leaf);
  }

  /**
   * Returns an encryption of the sum; of zero, with no randomness, when the batch is empty.
   *
   * @throws KeyMismatchException if the batch is of another key
   * @throws InvalidCiphertextException with the index of the first that is not a unit
   */
  public Ciphertext sum(CiphertextBatch batch) {
    if (!batch.key().equals(key)) {
      throw new KeyMismatchException(key.fingerprint(), batch.key().fingerprint());
    }
    return new Ciphertext(key, new Product(batch.blocks(), 0, batch.count()).invoke());
  }

  @Override
  public void close() {
    ring.close();
  }

  private final class Product extends RecursiveTask<BigInteger> {
    private static final long serialVersionUID = 1;
    private final transient BlockArray blocks;
    private final int from;
    private final int to;

    Product(BlockArray blocks, int from, int to) {
      this.blocks = blocks;
      this.from = from;
      this.to = to;
    }

    @Override
    protected BigInteger compute() {
      if (to - from <= leaf) {
        return leafProduct();
      }
      // leaves of eight lanes: cut at a multiple of eight
      int middle = from + Math.max(1, (to - from) / 2 & (to - from >= 16 ? ~7 : ~0));
      Product left = new Product(blocks, from, middle);
      Product right = new Product(blocks, middle, to);
      invokeAll(left, right);
      return ring.multiply(left.join(), right.join());
    }

    private BigInteger leafProduct() {
      try {
        return CiphertextGate.requireUnits(ring, blocks.slice(from, to));
      } catch (InvalidCiphertextException e) {
        throw new InvalidCiphertextException(from + e.index());
      }
    }
  }
}

package io.blindsum.reduce;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.arith.SignedProduct;
import io.blindsum.arith.SquareRing;
import io.blindsum.paillier.Ciphertext;
import io.blindsum.paillier.CiphertextBatch;
import io.blindsum.paillier.CiphertextGate;
import io.blindsum.paillier.InvalidCiphertextException;
import io.blindsum.paillier.KeyMismatchException;
import io.blindsum.paillier.PaillierPublicKey;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * Adds the plaintexts of a batch under encryption: the product of its ciphertexts modulo {@code
 * n^2}, or of powers of them, computed in leaves on all cores and joined in a tree.
 *
 * <p>The batch may lie in memory or in a mapped file. Multiplication modulo {@code n^2} commutes,
 * so the result does not depend on where the batch is cut. Each ciphertext is checked to be a unit
 * in the same pass. Safe for use by many threads until it is closed.
 */
public final class CiphertextReducer implements AutoCloseable {
  /** Ciphertexts of a leaf: some milliseconds of work, far above the cost of a fork. */
  static final int LEAF = 4096;

  /** The same for powers, which cost the less the more of them are computed together. */
  private static final int WEIGHTED_LEAF = 1 << 15;

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
    BlockArray blocks = blocks(batch);
    BigInteger product =
        ReductionTree.reduce(
            batch.count(), leaf, (from, to) -> product(blocks, from, to), ring::multiply);
    return new Ciphertext(key, product);
  }

  /**
   * Returns encryptions of the sums of {@code |w_i| m_i} over the weights of either sign.
   *
   * @param weights one a ciphertext, not secret
   * @throws KeyMismatchException if the batch is of another key
   * @throws InvalidCiphertextException with the index of the first that is not a unit, whatever its
   *     weight
   */
  public WeightedSum weightedSum(CiphertextBatch batch, long[] weights) {
    BlockArray blocks = blocks(batch);
    if (weights.length != batch.count()) {
      throw new IllegalArgumentException(
          weights.length + " weights for " + batch.count() + " ciphertexts");
    }
    int threads = ReductionTree.threads();
    int share = (batch.count() + threads - 1) / threads;
    SignedProduct product =
        ReductionTree.reduce(
            batch.count(),
            Math.max(1, Math.min(share, WEIGHTED_LEAF)),
            (from, to) -> weightedProduct(blocks, weights, from, to),
            this::multiply);
    return new WeightedSum(
        new Ciphertext(key, product.positive()), new Ciphertext(key, product.negative()));
  }

  private BlockArray blocks(CiphertextBatch batch) {
    if (!batch.key().equals(key)) {
      throw new KeyMismatchException(key.fingerprint(), batch.key().fingerprint());
    }
    return batch.blocks();
  }

  private BigInteger product(BlockArray blocks, int from, int to) {
    try {
      return CiphertextGate.requireUnits(ring, blocks.slice(from, to));
    } catch (InvalidCiphertextException e) {
      throw new InvalidCiphertextException(from + e.index());
    }
  }

  private SignedProduct weightedProduct(BlockArray blocks, long[] weights, int from, int to) {
    product(blocks, from, to);
    return ring.weightedProduct(blocks.slice(from, to), Arrays.copyOfRange(weights, from, to));
  }

  private SignedProduct multiply(SignedProduct a, SignedProduct b) {
    return new SignedProduct(
        ring.multiply(a.positive(), b.positive()), ring.multiply(a.negative(), b.negative()));
  }

  @Override
  public void close() {
    ring.close();
  }
}

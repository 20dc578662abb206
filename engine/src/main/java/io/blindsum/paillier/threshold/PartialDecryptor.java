package io.blindsum.paillier.threshold;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.arith.OsRandom;
import io.blindsum.arith.SquareRing;
import io.blindsum.paillier.CiphertextBatch;
import io.blindsum.paillier.InvalidKeyException;
import io.blindsum.paillier.KeyMismatchException;
import java.math.BigInteger;
import java.util.List;

/**
 * Opens ciphertexts as far as one share does, and proves that it was that share.
 *
 * <p>Powers of the share and of the nonce run in the backend's mode for secret exponents. Safe for
 * use by many threads until it is closed.
 */
public final class PartialDecryptor implements AutoCloseable {
  private final ThresholdKey key;
  private final KeyShare share;
  private final SquareRing ring;
  private final SquareRing secretRing;
  private final OsRandom random = OsRandom.open();

  private PartialDecryptor(
      ThresholdKey key, KeyShare share, SquareRing ring, SquareRing secretRing) {
    this.key = key;
    this.share = share;
    this.ring = ring;
    this.secretRing = secretRing;
  }

  /**
   * Takes a share into use.
   *
   * @throws InvalidKeyException if it is not a share of the key
   */
  public static PartialDecryptor of(
      ThresholdKey key, KeyShare share, ModularArithmetic arithmetic) {
    key.requireShare(share, arithmetic);
    BigInteger n = key.publicKey().modulus();
    return new PartialDecryptor(
        key, share, arithmetic.squareRing(n), arithmetic.secretPowerRing(n));
  }

  /**
   * Decrypts a batch partially, spread over the cores.
   *
   * @throws KeyMismatchException if the batch is of another key
   * @throws io.blindsum.paillier.InvalidCiphertextException with the index of the first ciphertext
   *     that is not a unit; the share is not used then
   * @throws IllegalStateException if the proof does not hold; nothing is returned
   */
  public PartialDecryption decrypt(CiphertextBatch batch) {
    List<BigInteger> ciphertexts = PartialCombiner.requireUnits(key, batch, ring);
    List<BigInteger> values = values(ciphertexts);
    EqualityStatement statement = new EqualityStatement(key, share.holder(), ciphertexts, values);
    EqualityProof proof = prove(statement);
    if (!statement.isProvedBy(proof, ring)) {
      throw new IllegalStateException(
          "the partial decryption did not verify; nothing is released (a fault of this machine?)");
    }
    return new PartialDecryption(share.holder(), values, proof);
  }

  /** Returns {@code c^(2 Delta s_i)} for each ciphertext. */
  List<BigInteger> values(List<BigInteger> ciphertexts) {
    BlockArray values = EqualityStatement.blocks(secretRing, ciphertexts);
    EqualityStatement.power(secretRing, values, key.witness(share).shiftLeft(1));
    return EqualityStatement.values(values);
  }

  /** Makes the proof of a statement with this share; it does not hold if the statement is false. */
  EqualityProof prove(EqualityStatement statement) {
    BigInteger nonce = random.bits(key.bounds(EqualityStatement.CHALLENGE_BITS).nonceBits());
    return statement.prove(secretRing, key.witness(share), nonce);
  }

  @Override
  public void close() {
    secretRing.close();
    ring.close();
  }
}

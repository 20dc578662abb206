package io.blindsum.paillier.threshold;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.arith.SquareRing;
import io.blindsum.paillier.CiphertextBatch;
import io.blindsum.paillier.CiphertextGate;
import io.blindsum.paillier.KeyMismatchException;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.paillier.PartialDecryptionException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Joins the partial decryptions of holders to plaintexts, after it checked every one of them.
 *
 * <p>Safe for use by many threads until it is closed.
 */
public final class PartialCombiner implements AutoCloseable {
  private final ThresholdKey key;
  private final SquareRing ring;

  private PartialCombiner(ThresholdKey key, SquareRing ring) {
    this.key = key;
    this.ring = ring;
  }

  public static PartialCombiner of(ThresholdKey key, ModularArithmetic arithmetic) {
    return new PartialCombiner(key, arithmetic.squareRing(key.publicKey().modulus()));
  }

  /**
   * Opens a batch with the partial decryptions of as many holders as are needed, or more.
   *
   * @return one block of {@link PaillierPublicKey#plaintextBytes()} a ciphertext, in order
   * @throws KeyMismatchException if the batch is of another key
   * @throws io.blindsum.paillier.InvalidCiphertextException with the index of the first ciphertext
   *     that is not a unit
   * @throws PartialDecryptionException if a holder is none of the key, is there twice, or handed in
   *     what was not made of these ciphertexts with its share: it names each of these; or if there
   *     are too few
   */
  public BlockArray combine(CiphertextBatch batch, List<PartialDecryption> partials) {
    List<BigInteger> ciphertexts = requireUnits(key, batch, ring);
    requireHolders(partials);
    requireUnits(ciphertexts.size(), partials);
    requireProofs(ciphertexts, partials);
    return open(ciphertexts.size(), partials);
  }

  /** Returns the ciphertexts of a batch if they are this key's, and units. */
  static List<BigInteger> requireUnits(ThresholdKey key, CiphertextBatch batch, SquareRing ring) {
    PaillierPublicKey publicKey = key.publicKey();
    if (!batch.key().equals(publicKey)) {
      throw new KeyMismatchException(publicKey.fingerprint(), batch.key().fingerprint());
    }
    CiphertextGate.requireUnits(ring, batch.blocks());
    return EqualityStatement.values(batch.blocks());
  }

  private void requireHolders(List<PartialDecryption> partials) {
    Set<Integer> seen = new HashSet<>();
    Set<Integer> repeated = new TreeSet<>();
    for (PartialDecryption partial : partials) {
      int holder = partial.holder();
      if (!key.parameters().isHolder(holder)) {
        throw new PartialDecryptionException(
            "holder %s: the key has the holders 1 to %s"
                .formatted(holder, key.parameters().holders()),
            List.of(holder));
      }
      if (!seen.add(holder)) {
        repeated.add(holder);
      }
    }
    if (!repeated.isEmpty()) {
      throw new PartialDecryptionException(
          "holder %s is there twice".formatted(repeated.iterator().next()), List.copyOf(repeated));
    }
    if (seen.size() < key.parameters().threshold()) {
      throw new PartialDecryptionException(
          "%s of the %s holders that are needed"
              .formatted(seen.size(), key.parameters().threshold()),
          List.of());
    }
  }

  private void requireUnits(int count, List<PartialDecryption> partials) {
    for (PartialDecryption partial : partials) {
      int holder = partial.holder();
      if (partial.values().size() != count) {
        throw new PartialDecryptionException(
            "holder %s: %s partial decryptions of %s ciphertexts"
                .formatted(holder, partial.values().size(), count),
            List.of(holder));
      }
      int other = Units.firstOther(partial.values(), ring);
      if (other >= 0) {
        throw new PartialDecryptionException(
            "holder %s: partial decryption %s is not a unit modulo n^2".formatted(holder, other),
            List.of(holder));
      }
    }
  }

  private void requireProofs(List<BigInteger> ciphertexts, List<PartialDecryption> partials) {
    List<Integer> wrong = new ArrayList<>();
    for (PartialDecryption partial : partials) {
      EqualityStatement statement =
          new EqualityStatement(key, partial.holder(), ciphertexts, partial.values());
      if (!statement.isProvedBy(partial.proof(), ring)) {
        wrong.add(partial.holder());
      }
    }
    if (!wrong.isEmpty()) {
      wrong.sort(null);
      throw new PartialDecryptionException(
          "holder %s: the partial decryption was not made of these ciphertexts with this holder's share"
              .formatted(wrong.get(0)),
          wrong);
    }
  }

  /** Joins what was checked already. */
  BlockArray open(int count, List<PartialDecryption> partials) {
    BigInteger n = ring.root();
    BigInteger inverse = key.parameters().delta().pow(2).shiftLeft(2).modInverse(n);
    BlockArray plaintexts = BlockArray.allocate(count, key.publicKey().plaintextBytes());
    List<BigInteger> joined = join(count, partials);
    for (int i = 0; i < count; i++) {
      BigInteger[] lifted = joined.get(i).divideAndRemainder(n);
      if (!lifted[1].equals(BigInteger.ONE)) {
        throw new PartialDecryptionException(
            "the partial decryptions of ciphertext %s do not combine".formatted(i), List.of());
      }
      plaintexts.set(i, lifted[0].multiply(inverse).mod(n));
    }
    return plaintexts;
  }

  /** Returns {@code c^(4 Delta^2 d) = (1 + n)^(4 Delta^2 m)} for each ciphertext. */
  List<BigInteger> join(int count, List<PartialDecryption> partials) {
    List<Integer> indices = partials.stream().map(PartialDecryption::holder).toList();
    List<BigInteger> weights =
        key.parameters().lagrange(indices, 0).stream().map(w -> w.shiftLeft(1)).toList();
    return IntStream.range(0, count)
        .parallel()
        .mapToObj(
            i ->
                SignedPowers.product(
                    ring, partials.stream().map(p -> p.values().get(i)).toList(), weights))
        .toList();
  }

  @Override
  public void close() {
    ring.close();
  }
}

package io.blindsum.cloud;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.blinding.BlindingPool;
import io.blindsum.paillier.Ciphertext;
import io.blindsum.paillier.CiphertextBatch;
import io.blindsum.paillier.Encryptor;
import io.blindsum.paillier.Evaluator;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.reduce.CiphertextReducer;
import java.util.List;
import java.util.stream.IntStream;

/** Adds ciphertexts of one public key. Safe for use by many threads. */
final class KeyAdder implements AutoCloseable {
  private final PaillierPublicKey key;
  private final CiphertextReducer reducer;
  private final Evaluator evaluator;
  private final Encryptor encryptor;

  KeyAdder(PaillierPublicKey key, ModularArithmetic arithmetic) {
    this.key = key;
    this.reducer = CiphertextReducer.of(key, arithmetic);
    this.evaluator = Evaluator.of(key, arithmetic);
    this.encryptor = Encryptor.of(key, arithmetic, BlindingPool.forSingles(key, arithmetic));
  }

  /**
   * Adds ciphertexts, each checked to be a unit modulo {@code n^2}.
   *
   * @throws io.blindsum.paillier.InvalidCiphertextException with the index of the first that is not
   */
  Ciphertext sum(CiphertextBatch batch) {
    return reducer.sum(batch);
  }

  /**
   * Returns other encryptions of the same plaintexts: each with a fresh encryption of zero added.
   * Without it, whoever holds the inputs could tell which of them were added.
   */
  List<Ciphertext> rerandomize(List<Ciphertext> totals) {
    BlockArray zeros = BlockArray.allocate(totals.size(), key.plaintextBytes());
    CiphertextBatch blindings = encryptor.encrypt(zeros);
    return IntStream.range(0, totals.size())
        .mapToObj(i -> evaluator.add(totals.get(i), blindings.get(i)))
        .toList();
  }

  @Override
  public void close() {
    encryptor.close();
    evaluator.close();
    reducer.close();
  }
}

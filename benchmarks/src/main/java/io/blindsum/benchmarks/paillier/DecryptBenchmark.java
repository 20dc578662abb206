package io.blindsum.benchmarks.paillier;

import io.blindsum.benchmarks.common.KeyedBenchmark;
import io.blindsum.benchmarks.common.Operands;
import io.blindsum.paillier.CiphertextBatch;
import io.blindsum.paillier.Decryptor;

/**
 * What does a decryption cost, its proof to itself included?
 *
 * <pre>./blindsum bench engine -f DecryptBenchmark</pre>
 */
public class DecryptBenchmark extends KeyedBenchmark {
  private Decryptor decryptor;
  private CiphertextBatch ciphertexts;

  @Override
  public int items() {
    return sized(1024, 16);
  }

  @Override
  protected void prepare() {
    decryptor = Decryptor.of(privateKey, arithmetic);
    ciphertexts = new CiphertextBatch(key, Operands.ciphertexts(key, items()));
  }

  @Override
  protected Object compute() {
    return decryptor.decrypt(ciphertexts);
  }

  @Override
  protected void release() {
    decryptor.close();
  }
}

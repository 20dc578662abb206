package io.blindsum.benchmarks.paillier;

import io.blindsum.benchmarks.common.KeyedBenchmark;
import io.blindsum.benchmarks.common.Operands;
import io.blindsum.paillier.CiphertextBatch;
import io.blindsum.reduce.CiphertextReducer;

/**
 * What does a record of a weighted sum cost, with public weights of 16 bits and the check that each
 * ciphertext is a unit? How does it scale with threads?
 *
 * <pre>./blindsum bench engine -f WeightedReduceBenchmark</pre>
 */
public class WeightedReduceBenchmark extends KeyedBenchmark {
  private static final int WEIGHT_BITS = 16;

  private CiphertextReducer reducer;
  private CiphertextBatch batch;
  private long[] weights;

  @Override
  public int items() {
    return sized(100_000, 20_000);
  }

  @Override
  protected void prepare() {
    reducer = CiphertextReducer.of(key, arithmetic);
    batch = new CiphertextBatch(key, Operands.ciphertexts(key, items()));
    weights = Operands.weights(items(), WEIGHT_BITS);
  }

  @Override
  protected Object compute() {
    return reducer.weightedSum(batch, weights);
  }

  @Override
  protected void release() {
    reducer.close();
  }
}

package io.blindsum.benchmarks.arith;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.SquareRing;
import io.blindsum.benchmarks.common.KeyedBenchmark;
import io.blindsum.benchmarks.common.Operands;

/**
 * What does one term of a weighted sum cost, with public weights of 16 bits?
 *
 * <pre>./blindsum bench engine -f WeightedProductBenchmark</pre>
 */
public class WeightedProductBenchmark extends KeyedBenchmark {
  private static final int WEIGHT_BITS = 16;

  private SquareRing ring;
  private BlockArray ciphertexts;
  private long[] weights;

  @Override
  public int items() {
    return sized(100_000, 20_000);
  }

  @Override
  protected void prepare() {
    ring = arithmetic.squareRing(key.modulus());
    ciphertexts = Operands.ciphertexts(key, items());
    weights = Operands.weights(items(), WEIGHT_BITS);
  }

  @Override
  protected Object compute() {
    return ring.weightedProduct(ciphertexts, weights);
  }

  @Override
  protected void release() {
    ring.close();
  }
}

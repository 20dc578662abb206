package io.blindsum.benchmarks.arith;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.SquareRing;
import io.blindsum.benchmarks.common.KeyedBenchmark;
import io.blindsum.benchmarks.common.Operands;

/**
 * What does one ciphertext of a sum cost that lies in memory, on a backend alone?
 *
 * <pre>./blindsum bench engine -f ProductBenchmark</pre>
 */
public class ProductBenchmark extends KeyedBenchmark {
  private SquareRing ring;
  private BlockArray ciphertexts;

  @Override
  public int items() {
    return sized(4096, 2048);
  }

  @Override
  protected void prepare() {
    ring = arithmetic.squareRing(key.modulus());
    ciphertexts = Operands.ciphertexts(key, items());
  }

  @Override
  protected Object compute() {
    return ring.product(ciphertexts);
  }

  @Override
  protected void release() {
    ring.close();
  }
}

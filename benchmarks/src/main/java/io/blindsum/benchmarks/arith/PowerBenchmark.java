package io.blindsum.benchmarks.arith;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.SquareRing;
import io.blindsum.benchmarks.common.KeyedBenchmark;
import io.blindsum.benchmarks.common.Operands;

/**
 * What does {@code r^n mod n^2} cost, the blinding of textbook Paillier?
 *
 * <pre>./blindsum bench engine -f PowerBenchmark</pre>
 */
public class PowerBenchmark extends KeyedBenchmark {
  private SquareRing ring;
  private BlockArray units;
  private BlockArray out;

  @Override
  public int items() {
    return sized(32, 2);
  }

  @Override
  protected void prepare() {
    ring = arithmetic.squareRing(key.modulus());
    units = Operands.ciphertexts(key, items());
    out = BlockArray.allocate(items(), key.ciphertextBytes());
  }

  @Override
  protected Object compute() {
    ring.power(units, key.modulus(), out);
    return out;
  }

  @Override
  protected void release() {
    ring.close();
  }
}

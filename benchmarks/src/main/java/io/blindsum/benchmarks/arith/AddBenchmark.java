package io.blindsum.benchmarks.arith;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.SquareRing;
import io.blindsum.benchmarks.common.KeyedBenchmark;
import io.blindsum.benchmarks.common.Operands;

/**
 * What does it cost to add two ciphertexts, pair by pair, from bytes to bytes?
 *
 * <pre>./blindsum bench engine -f AddBenchmark</pre>
 */
public class AddBenchmark extends KeyedBenchmark {
  private SquareRing ring;
  private BlockArray a;
  private BlockArray b;
  private BlockArray out;

  @Override
  public int items() {
    return sized(2048, 1024);
  }

  @Override
  protected void prepare() {
    ring = arithmetic.squareRing(key.modulus());
    a = Operands.ciphertexts(key, items());
    b = Operands.below(key.modulusSquared(), items());
    out = BlockArray.allocate(items(), key.ciphertextBytes());
  }

  @Override
  protected Object compute() {
    ring.multiply(a, b, out);
    return out;
  }

  @Override
  protected void release() {
    ring.close();
  }
}

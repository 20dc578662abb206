package io.blindsum.benchmarks.paillier;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.SquareRing;
import io.blindsum.benchmarks.common.KeyedBenchmark;
import io.blindsum.benchmarks.common.Operands;

/**
 * What does an encryption cost when its blinding value is ready?
 *
 * <pre>./blindsum bench engine -f OnlineEncryptBenchmark</pre>
 */
public class OnlineEncryptBenchmark extends KeyedBenchmark {
  private SquareRing ring;
  private BlockArray plaintexts;
  private BlockArray blindings;
  private BlockArray out;

  @Override
  public int items() {
    return sized(4096, 1024);
  }

  @Override
  protected void prepare() {
    ring = arithmetic.squareRing(key.modulus());
    plaintexts = Operands.plaintexts(key, items());
    blindings = Operands.ciphertexts(key, items());
    out = BlockArray.allocate(items(), key.ciphertextBytes());
  }

  @Override
  protected Object compute() {
    ring.multiplyLifted(plaintexts, blindings, out);
    return out;
  }

  @Override
  protected void release() {
    ring.close();
  }
}

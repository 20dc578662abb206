package io.blindsum.benchmarks.arith;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.FactoredRing;
import io.blindsum.benchmarks.common.KeyedBenchmark;
import io.blindsum.benchmarks.common.Operands;

/**
 * What does it cost to open a ciphertext with the private key, in time that does not depend on it,
 * before the decryptor's proof to itself?
 *
 * <pre>./blindsum bench engine -f ResiduosityBenchmark</pre>
 */
public class ResiduosityBenchmark extends KeyedBenchmark {
  private FactoredRing ring;
  private BlockArray ciphertexts;
  private BlockArray out;

  @Override
  public int items() {
    return sized(64, 4);
  }

  @Override
  protected void prepare() {
    ring = arithmetic.factoredRing(privateKey.p(), privateKey.q());
    ciphertexts = Operands.ciphertexts(key, items());
    out = BlockArray.allocate(items(), key.plaintextBytes());
  }

  @Override
  protected Object compute() {
    ring.residuosityClasses(ciphertexts, out);
    return out;
  }

  @Override
  protected void release() {
    ring.close();
  }
}

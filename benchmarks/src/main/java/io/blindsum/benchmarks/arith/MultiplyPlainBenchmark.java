package io.blindsum.benchmarks.arith;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.SquareRing;
import io.blindsum.benchmarks.common.KeyedBenchmark;
import io.blindsum.benchmarks.common.Operands;
import java.math.BigInteger;

/**
 * What does it cost to multiply a ciphertext by a public number of 32 bits?
 *
 * <pre>./blindsum bench engine -f MultiplyPlainBenchmark</pre>
 */
public class MultiplyPlainBenchmark extends KeyedBenchmark {
  private static final BigInteger FACTOR = BigInteger.valueOf(0xb7e1_5162L);

  private SquareRing ring;
  private BlockArray ciphertexts;
  private BlockArray out;

  @Override
  public int items() {
    return sized(1024, 128);
  }

  @Override
  protected void prepare() {
    ring = arithmetic.squareRing(key.modulus());
    ciphertexts = Operands.ciphertexts(key, items());
    out = BlockArray.allocate(items(), key.ciphertextBytes());
  }

  @Override
  protected Object compute() {
    ring.power(ciphertexts, FACTOR, out);
    return out;
  }

  @Override
  protected void release() {
    ring.close();
  }
}

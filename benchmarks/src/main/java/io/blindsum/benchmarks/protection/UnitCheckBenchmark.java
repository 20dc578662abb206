package io.blindsum.benchmarks.protection;

import io.blindsum.arith.BlockArray;
import io.blindsum.benchmarks.common.KeyedBenchmark;
import io.blindsum.benchmarks.common.Operands;
import io.blindsum.paillier.CiphertextGate;
import java.math.BigInteger;

/**
 * What does a sum spend on the check that each ciphertext is below {@code n^2} and a unit? The
 * product of all, whose greatest common divisor with {@code n} is taken once, is there anyway.
 *
 * <pre>./blindsum bench engine -f UnitCheck</pre>
 */
public class UnitCheckBenchmark extends KeyedBenchmark {
  private BlockArray ciphertexts;
  private BigInteger product;

  @Override
  public int items() {
    return 20_000 * threads;
  }

  @Override
  protected void prepare() {
    ciphertexts = Operands.ciphertexts(key, items());
    product = ciphertexts.get(0);
  }

  @Override
  protected Object compute() {
    return ciphertexts.firstNotBelow(key.modulusSquared()) < 0
        && CiphertextGate.isUnit(product, key.modulus());
  }
}

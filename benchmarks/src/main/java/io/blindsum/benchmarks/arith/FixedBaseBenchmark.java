package io.blindsum.benchmarks.arith;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.FixedBase;
import io.blindsum.arith.SquareRing;
import io.blindsum.benchmarks.common.KeyedBenchmark;
import io.blindsum.benchmarks.common.Operands;
import java.math.BigInteger;
import org.openjdk.jmh.annotations.Param;

/**
 * What does an encryption with a fixed-base table cost, and how does it fall with the table's size?
 *
 * <p>The exponents have half the bits of n (Damgård, Jurik and Nielsen) and are drawn outside of
 * the measured time.
 *
 * <pre>./blindsum bench engine -f FixedBaseBenchmark</pre>
 */
public class FixedBaseBenchmark extends KeyedBenchmark {
  /** Bits of the exponent that one look into the table takes. */
  @Param("10")
  public int window = 10;

  private SquareRing ring;
  private FixedBase table;
  private BlockArray plaintexts;
  private BlockArray exponents;
  private BlockArray out;

  @Override
  public int items() {
    return sized(512, 32);
  }

  @Override
  protected void prepare() {
    ring = arithmetic.squareRing(key.modulus());
    table = ring.fixedBase(Operands.ciphertexts(key, 1).get(0), bits / 2, window);
    plaintexts = Operands.plaintexts(key, items());
    exponents =
        Operands.below(BigInteger.ONE.shiftLeft(bits / 2).subtract(BigInteger.ONE), items());
    out = BlockArray.allocate(items(), key.ciphertextBytes());
  }

  @Override
  protected Object compute() {
    table.encrypt(plaintexts, exponents, out);
    return out;
  }

  @Override
  protected void release() {
    table.close();
    ring.close();
  }
}

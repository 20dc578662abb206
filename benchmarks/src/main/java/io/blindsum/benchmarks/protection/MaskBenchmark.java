package io.blindsum.benchmarks.protection;

import io.blindsum.arith.BlockArray;
import io.blindsum.benchmarks.common.KeyedBenchmark;
import io.blindsum.benchmarks.common.Operands;
import io.blindsum.protection.ZeroSumMask;

/**
 * What does it cost to hide a record behind a zero-sum mask, beside its encryption?
 *
 * <pre>./blindsum bench engine -f Mask</pre>
 */
public class MaskBenchmark extends KeyedBenchmark {
  private ZeroSumMask mask;
  private BlockArray plaintexts;

  @Override
  public int items() {
    return 4096 * threads;
  }

  @Override
  protected void prepare() {
    mask = ZeroSumMask.derive(key, new byte[ZeroSumMask.SECRET_BYTES], "benchmark");
    plaintexts = Operands.plaintexts(key, items());
  }

  @Override
  protected Object compute() {
    mask.add(plaintexts, 0, 0, true);
    return plaintexts;
  }

  @Override
  protected void release() {
    mask.close();
  }
}

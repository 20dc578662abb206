package io.blindsum.benchmarks.pipeline;

import io.blindsum.arith.BlockArray;
import io.blindsum.benchmarks.common.Operands;
import io.blindsum.frame.FrameFile;
import io.blindsum.frame.FrameSum;
import java.nio.file.Path;

/**
 * How fast does the frame of a cohort become its encrypted total, every check included?
 *
 * <pre>./blindsum bench pipeline -f SumFrameBenchmark</pre>
 */
public class SumFrameBenchmark extends CohortBenchmark {
  private static final int BATCH_CIPHERTEXTS = 4096;

  private Path frame;

  @Override
  protected void prepare() throws Exception {
    super.prepare();
    frame = file("cohort.bsc");
    try (FrameFile out = FrameFile.create(frame, header("random operands"))) {
      long lanes = layout.lanes();
      for (long left = rows; left > 0; ) {
        long batch = Math.min(left, BATCH_CIPHERTEXTS * lanes);
        int blocks = Math.toIntExact(layout.plaintexts(batch));
        BlockArray ciphertexts = Operands.ciphertexts(key, blocks);
        out.append(batch, 0, ciphertexts);
        left -= batch;
      }
      out.finish();
    }
  }

  @Override
  protected Object compute() {
    try (FrameSum sum = FrameSum.of(arithmetic)) {
      sum.add(frame, (done, total) -> {});
      return sum.result();
    }
  }
}

package io.blindsum.benchmarks.paillier;

import io.blindsum.benchmarks.common.KeyedBenchmark;
import io.blindsum.benchmarks.common.Operands;
import io.blindsum.paillier.CiphertextBatch;
import io.blindsum.reduce.CiphertextReducer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.Param;

/**
 * How fast are a million ciphertexts of a mapped file added, each checked to be a unit? How does it
 * scale with threads?
 *
 * <pre>./blindsum bench engine -f SumBenchmark</pre>
 */
public class SumBenchmark extends KeyedBenchmark {
  /** Ciphertexts in the file. */
  @Param("1000000")
  public int ciphertexts = 1_000_000;

  private Path file;
  private CiphertextReducer reducer;
  private CiphertextBatch batch;

  @Override
  public int items() {
    return ciphertexts;
  }

  @Override
  protected void prepare() throws Exception {
    file = Files.createTempFile("blindsum-bench", ".blocks");
    reducer = CiphertextReducer.of(key, arithmetic);
    batch = new CiphertextBatch(key, Operands.mapped(key, ciphertexts, file));
  }

  @Override
  protected Object compute() {
    return reducer.sum(batch);
  }

  @Override
  protected void release() throws Exception {
    reducer.close();
    Files.delete(file);
  }
}

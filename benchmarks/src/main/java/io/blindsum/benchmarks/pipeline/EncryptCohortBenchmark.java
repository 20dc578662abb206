package io.blindsum.benchmarks.pipeline;

import io.blindsum.blinding.Blindings;
import io.blindsum.blinding.TableBudget;
import io.blindsum.cohort.BadDataPolicy;
import io.blindsum.cohort.CohortEncryptor;
import io.blindsum.cohort.CohortSource;
import io.blindsum.cohort.CsvSource;
import io.blindsum.frame.FrameFile;
import io.blindsum.frame.FrameTotals;
import io.blindsum.paillier.BlindingSource;
import io.blindsum.paillier.Encryptor;
import io.blindsum.paillier.proof.KeyForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How fast does a CSV file become an encrypted frame, many patients a ciphertext?
 *
 * <pre>./blindsum bench pipeline -f EncryptCohortBenchmark</pre>
 */
public class EncryptCohortBenchmark extends CohortBenchmark {
  private static final int BATCH_CIPHERTEXTS = 4096;

  private Path csv;
  private BlindingSource blinding;
  private Encryptor encryptor;

  @Override
  protected void prepare() throws Exception {
    super.prepare();
    csv = writeCsv();
    blinding =
        Blindings.forKey(
            key, KeyForm.BLUM, TableBudget.ofMachine(layout.plaintexts(rows)), arithmetic);
    encryptor = Encryptor.of(key, arithmetic, blinding);
  }

  @Override
  protected Object compute() throws Exception {
    Path target = file("cohort.bsc");
    int batchRows = BATCH_CIPHERTEXTS * layout.lanes();
    CohortEncryptor cohort =
        new CohortEncryptor(layout, encryptor, BadDataPolicy.REJECT, batchRows);
    try (CohortSource source = CsvSource.open(csv);
        FrameFile frame = FrameFile.create(target, header(blinding.method()))) {
      cohort.encrypt(source, frame::append, done -> {});
      FrameTotals totals = frame.finish();
      Files.delete(target);
      return totals;
    }
  }

  @Override
  protected void release() throws IOException {
    encryptor.close();
    super.release();
  }
}

package io.blindsum.cli.option;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.keys.StoredPublicKey;
import io.blindsum.paillier.BlindingSource;
import io.blindsum.paillier.Encryptor;
import io.blindsum.paillier.PaillierPublicKey;
import java.util.Optional;

/**
 * How fast this machine encrypts.
 *
 * @param perSecond ciphertexts a second, once the table is made
 * @param table the table of the blinding, if it has one
 */
public record EncryptionRate(double perSecond, Optional<TableReport> table) {
  private static final double SAMPLE_SECONDS = 1.5;
  private static final int SAMPLE = 128;

  /**
   * Measures here and now, with zeros, on the threads of the caller's pool.
   *
   * @param values how many ciphertexts are wanted, which decides on the table
   */
  public static EncryptionRate measure(
      StoredPublicKey pub, BlindingOptions options, long values, ModularArithmetic arithmetic) {
    PaillierPublicKey key = pub.key();
    try (BlindingSource blinding = options.open(pub, values, arithmetic);
        Encryptor encryptor = Encryptor.of(key, arithmetic, blinding)) {
      BlockArray zeros = BlockArray.allocate(SAMPLE, key.plaintextBytes());
      BlockArray ciphertexts = BlockArray.allocate(SAMPLE, key.ciphertextBytes());
      encryptor.encrypt(zeros.slice(0, 8), ciphertexts.slice(0, 8));
      long start = System.nanoTime();
      long done = 0;
      double seconds = 0;
      while (seconds < SAMPLE_SECONDS) {
        encryptor.encrypt(zeros, ciphertexts);
        done += SAMPLE;
        seconds = (System.nanoTime() - start) / 1e9;
      }
      return new EncryptionRate(done / seconds, TableReport.of(blinding, values));
    }
  }

  /** Returns the seconds that so many ciphertexts take, the table's included. */
  public double seconds(long ciphertexts) {
    return ciphertexts / perSecond + table.map(TableReport::seconds).orElse(0.0);
  }

  /** Returns the memory that the table takes. */
  public long tableBytes() {
    return table.map(report -> report.window().bytes()).orElse(0L);
  }
}

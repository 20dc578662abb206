package io.blindsum.benchmarks.paillier;

import io.blindsum.arith.BlockArray;
import io.blindsum.benchmarks.common.KeyedBenchmark;
import io.blindsum.benchmarks.common.Operands;
import io.blindsum.blinding.CrtBlinding;
import io.blindsum.blinding.FixedBaseBlinding;
import io.blindsum.blinding.FreshBlinding;
import io.blindsum.blinding.TableBudget;
import io.blindsum.paillier.BlindingSource;
import io.blindsum.paillier.Encryptor;
import org.openjdk.jmh.annotations.Param;

/**
 * What does an encryption cost from plaintext bytes to ciphertext bytes, by each way of blinding,
 * randomness included?
 *
 * <pre>./blindsum bench engine -f EncryptBenchmark</pre>
 */
public class EncryptBenchmark extends KeyedBenchmark {
  private static final String DJN = "djn";

  /** Ciphertexts of ten million rows with two columns, at 2048 bits. */
  private static final long VALUES = 1_111_112;

  /**
   * {@code full} r^n; {@code holder}: the same by who holds the private key; {@code djn}: powers of
   * one base, from a table for as many values as ten million rows take.
   */
  @Param({"full", "holder", DJN})
  public String blinding = "full";

  private Encryptor encryptor;
  private BlockArray plaintexts;
  private BlockArray out;

  @Override
  public int items() {
    return blinding.equals(DJN) ? sized(1024, 64) : sized(64, 4);
  }

  @Override
  protected void prepare() {
    encryptor = Encryptor.of(key, arithmetic, source());
    plaintexts = Operands.plaintexts(key, items());
    out = BlockArray.allocate(items(), key.ciphertextBytes());
  }

  private BlindingSource source() {
    return switch (blinding) {
      case "full" -> FreshBlinding.of(key, arithmetic);
      case "holder" -> CrtBlinding.of(privateKey, arithmetic);
      case DJN -> FixedBaseBlinding.of(key, arithmetic, TableBudget.ofMachine(VALUES));
      default -> throw new IllegalArgumentException("no blinding " + blinding);
    };
  }

  @Override
  protected Object compute() {
    encryptor.encrypt(plaintexts, out);
    return out;
  }

  @Override
  protected void release() {
    encryptor.close();
  }
}

package io.blindsum.cli.option;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.keys.PublicKeyFile;
import io.blindsum.paillier.BlindingSource;
import io.blindsum.paillier.Encryptor;
import io.blindsum.paillier.PaillierPublicKey;

/** Measures how fast this machine encrypts, here and now, with zeros. */
public final class EncryptionRate {
  private static final double SAMPLE_SECONDS = 1.5;
  private static final int SAMPLE = 128;

  private EncryptionRate() {}

  /** Returns ciphertexts a second, on the threads of the caller's pool. */
  public static double measure(
      PublicKeyFile pub, BlindingOptions options, ModularArithmetic arithmetic) {
    PaillierPublicKey key = pub.key();
    try (BlindingSource blinding = options.open(pub, arithmetic);
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
      return done / seconds;
    }
  }
}

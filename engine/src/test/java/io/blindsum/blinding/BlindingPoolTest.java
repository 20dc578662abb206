package io.blindsum.blinding;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.arith.Arithmetics;
import io.blindsum.arith.BlockArray;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.paillier.CiphertextBatch;
import io.blindsum.paillier.Decryptor;
import io.blindsum.paillier.Encryptor;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.testing.Vectors;
import java.math.BigInteger;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BlindingPoolTest {
  private static final ModularArithmetic ARITHMETIC = Arithmetics.fastest();

  @Test
  void handsOutEachValueOnceAndGoesOnWhenItIsEmpty() throws InterruptedException {
    PaillierPrivateKey key = Vectors.privateKey("blum-1024");
    BlindingPool pool =
        BlindingPool.open(
            CrtBlinding.of(key, ARITHMETIC), ARITHMETIC, 130L * key.publicKey().ciphertextBytes());
    try (Encryptor encryptor = Encryptor.of(key, ARITHMETIC, pool);
        Decryptor decryptor = Decryptor.of(key, ARITHMETIC)) {
      awaitFull(pool, 128);
      BlockArray plaintexts = BlockArray.allocate(400, key.publicKey().plaintextBytes());
      for (int i = 0; i < plaintexts.count(); i++) {
        plaintexts.set(i, BigInteger.valueOf(i));
      }
      CiphertextBatch batch = encryptor.encrypt(plaintexts);
      assertThat(pool.taken()).isBetween(128L, 400L);
      assertThat(decryptor.decrypt(batch).bytes()).isEqualTo(plaintexts.bytes());
      awaitFull(pool, 128);
      BlockArray units = BlockArray.allocate(200, key.publicKey().ciphertextBytes());
      pool.fill(units);
      BlockArray zeros = decryptor.decrypt(new CiphertextBatch(key.publicKey(), units));
      assertThat(zeros.firstNotBelow(BigInteger.ONE)).isEqualTo(-1);
    }
    assertThat(pool.available()).isZero();
  }

  /** Two copies of a machine have the same stock: what they send must differ all the same. */
  @Test
  void twoCopiesOfOneStockNeverSendTheSameRandomness() throws InterruptedException {
    Set<BigInteger> seen = new HashSet<>();
    int values = 50_048;
    for (int copy = 0; copy < 2; copy++) {
      CountingBlinding source = new CountingBlinding();
      long bytes = (long) values * source.key().ciphertextBytes();
      try (BlindingPool pool = BlindingPool.open(source, ARITHMETIC, bytes)) {
        awaitFull(pool, values);
        BlockArray units = BlockArray.allocate(values, source.key().ciphertextBytes());
        pool.fill(units);
        assertThat(pool.taken()).isEqualTo(values);
        for (int i = 0; i < values; i++) {
          assertThat(seen.add(units.get(i).mod(source.key().modulus()))).isTrue();
        }
      }
    }
    assertThat(seen).hasSize(2 * values);
  }

  /** Waits until no further chunk fits; a pool of fewer values never gets so far. */
  private static void awaitFull(BlindingPool pool, int values) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofMinutes(5).toNanos();
    while (pool.available() + BlindingPool.CHUNK <= values) {
      assertThat(System.nanoTime()).as("the pool is full").isLessThan(end);
      Thread.sleep(5);
    }
    assertThat(pool.available()).isLessThanOrEqualTo(values);
  }
}

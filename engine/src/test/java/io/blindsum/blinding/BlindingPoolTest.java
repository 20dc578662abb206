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
      assertThat(pool.capacity()).isEqualTo(128);
      awaitFull(pool);
      BlockArray plaintexts = BlockArray.allocate(400, key.publicKey().plaintextBytes());
      for (int i = 0; i < plaintexts.count(); i++) {
        plaintexts.set(i, BigInteger.valueOf(i));
      }
      CiphertextBatch batch = encryptor.encrypt(plaintexts);
      assertThat(pool.taken()).isBetween(128L, 400L);
      assertThat(decryptor.decrypt(batch).bytes()).isEqualTo(plaintexts.bytes());
      awaitFull(pool);
      assertThat(pool.available()).isPositive();
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
        assertThat(pool.capacity()).isEqualTo(values);
        awaitFull(pool);
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

  private static void awaitFull(BlindingPool pool) throws InterruptedException {
    while (pool.available() + BlindingPool.CHUNK <= pool.capacity()) {
      Thread.sleep(5);
    }
  }
}

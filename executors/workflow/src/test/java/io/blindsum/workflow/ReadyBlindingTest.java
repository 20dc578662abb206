package io.blindsum.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.arith.Arithmetics;
import io.blindsum.arith.BlockArray;
import io.blindsum.blinding.FreshBlinding;
import io.blindsum.paillier.BlindingSource;
import io.blindsum.paillier.Ciphertext;
import io.blindsum.paillier.Decryptor;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.testing.Vectors;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReadyBlindingTest {
  private static final PaillierPrivateKey KEY = Vectors.privateKey("blum-1024");

  @Test
  void handsOutEachValueOnceAndEachIsAnEncryptionOfZero() throws Exception {
    Set<BigInteger> seen = new HashSet<>();
    try (ReadyBlinding blinding = ready(new AtomicInteger());
        Decryptor decryptor = Decryptor.of(KEY, Arithmetics.fastest())) {
      for (int i = 0; i < 40; i++) {
        BlockArray units = BlockArray.allocate(1 + i % 3, KEY.publicKey().ciphertextBytes());
        blinding.fill(units);
        for (int j = 0; j < units.count(); j++) {
          assertThat(seen.add(units.get(j))).isTrue();
          assertThat(decryptor.decrypt(new Ciphertext(KEY.publicKey(), units.get(j)))).isZero();
        }
      }
    }
  }

  @Test
  void takesWhatIsReadyWithoutAskingTheSource() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (ReadyBlinding blinding = ready(asked)) {
      BlockArray one = BlockArray.allocate(1, KEY.publicKey().ciphertextBytes());
      blinding.fill(one);
      long end = System.nanoTime() + 60_000_000_000L;
      while (asked.get() < 2) {
        assertThat(System.nanoTime()).isLessThan(end);
        Thread.sleep(1);
      }
      // one call for this thread and one that made eight; these are among the eight or more
      int before = asked.get();
      Set<BigInteger> values = new HashSet<>();
      for (int i = 0; i < 4; i++) {
        blinding.fill(one);
        values.add(one.get(0));
      }
      assertThat(values).hasSize(4);
      assertThat(asked.get() - before).isLessThan(4);
    }
  }

  /** Counts the calls that have returned. */
  private static ReadyBlinding ready(AtomicInteger asked) {
    BlindingSource source = FreshBlinding.of(KEY.publicKey(), Arithmetics.fastest());
    return new ReadyBlinding(
        new BlindingSource() {
          @Override
          public PaillierPublicKey key() {
            return source.key();
          }

          @Override
          public String method() {
            return source.method();
          }

          @Override
          public void fill(BlockArray units) {
            source.fill(units);
            asked.incrementAndGet();
          }

          @Override
          public void close() {
            source.close();
          }
        });
  }
}

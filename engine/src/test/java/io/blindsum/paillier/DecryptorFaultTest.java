package io.blindsum.paillier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.arith.Arithmetics;
import io.blindsum.arith.BlockArray;
import io.blindsum.arith.FactoredRing;
import io.blindsum.arith.FixedBase;
import io.blindsum.blinding.Blindings;
import io.blindsum.testing.Seeds;
import io.blindsum.testing.Vectors;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** No plaintext leaves the decryptor when its fast path computed a wrong one. */
class DecryptorFaultTest {
  private final Random random = Seeds.random("faults");

  /** Flips one bit of one plaintext, as a fault in any value of the fast path ends up doing. */
  private final class FaultyRing implements FactoredRing {
    private final FactoredRing ring;

    FaultyRing(FactoredRing ring) {
      this.ring = ring;
    }

    @Override
    public BigInteger root() {
      return ring.root();
    }

    @Override
    public void residuosityClasses(BlockArray elements, BlockArray residues) {
      ring.residuosityClasses(elements, residues);
      int index = random.nextInt(residues.count());
      BigInteger flipped = residues.get(index).flipBit(random.nextInt(root().bitLength()));
      residues.set(index, flipped);
    }

    @Override
    public void nthResidues(BlockArray basesModP, BlockArray basesModQ, BlockArray out) {
      ring.nthResidues(basesModP, basesModQ, out);
    }

    @Override
    public FixedBase fixedBase(BigInteger base, int exponentBits, int window) {
      return ring.fixedBase(base, exponentBits, window);
    }

    @Override
    public void close() {
      ring.close();
    }
  }

  @Test
  void isNotReleased() {
    PaillierPrivateKey key = Vectors.privateKey("blum-1024");
    var arithmetic = Arithmetics.fastest();
    FaultyRing faulty = new FaultyRing(arithmetic.factoredRing(key.p(), key.q()));
    try (Encryptor encryptor = Encryptor.of(key, arithmetic, Blindings.forKey(key, arithmetic));
        Decryptor good = Decryptor.of(key, arithmetic);
        Decryptor bad = Decryptor.of(key, arithmetic, faulty)) {
      for (int i = 0; i < 200; i++) {
        BigInteger[] values = new BigInteger[1 + random.nextInt(4)];
        java.util.Arrays.setAll(values, j -> new BigInteger(1000, random));
        BlockArray plaintexts = BlockArray.of(key.publicKey().plaintextBytes(), values);
        CiphertextBatch batch = encryptor.encrypt(plaintexts);
        assertThat(good.decrypt(batch).bytes()).isEqualTo(plaintexts.bytes());
        assertThatThrownBy(() -> bad.decrypt(batch))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("nothing is released");
      }
    }
  }
}

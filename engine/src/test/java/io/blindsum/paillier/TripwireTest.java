package io.blindsum.paillier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.arith.Arithmetics;
import io.blindsum.arith.BlockArray;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.arith.SquareRing;
import io.blindsum.testing.LongForm;
import io.blindsum.testing.Requirement;
import io.blindsum.testing.Seeds;
import io.blindsum.testing.Vectors;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TripwireTest {
  private final PaillierPublicKey key = Vectors.privateKey("blum-1024").publicKey();
  private final BigInteger n = key.modulus();
  private final ModularArithmetic arithmetic = Arithmetics.fastest();

  /** Hands out the same values again after a while, as a restored pool would. */
  private final class Repeating implements BlindingSource {
    private final BlockArray units;
    private int next;

    Repeating(int period, Random random) {
      units = BlockArray.allocate(period, key.ciphertextBytes());
      for (int i = 0; i < period; i++) {
        units.set(i, new BigInteger(n.bitLength() - 1, random));
      }
    }

    @Override
    public PaillierPublicKey key() {
      return key;
    }

    @Override
    public String method() {
      return "repeating";
    }

    @Override
    public synchronized void fill(BlockArray out) {
      for (int i = 0; i < out.count(); i++) {
        out.copy(i, units, next++ % units.count());
      }
    }

    @Override
    public void close() {
      units.wipe();
    }
  }

  @Test
  @Requirement(id = "R18", figure = "1,000 planted reuses: 1,000 found")
  void findsEveryPlantedReuse() {
    Random random = Seeds.random("planted reuse");
    BlockArray plaintexts = plaintexts(1001, random);
    try (SquareRing ring = arithmetic.squareRing(n)) {
      BlockArray units = BlockArray.allocate(1001, key.ciphertextBytes());
      for (int i = 0; i < 1000; i++) {
        units.set(i, new BigInteger(2000, random));
      }
      BlockArray ciphertexts = BlockArray.allocate(1001, key.ciphertextBytes());
      ring.multiplyLifted(plaintexts, units, ciphertexts);
      Tripwire tripwire = Tripwire.create();
      tripwire.admit(ring, ciphertexts.slice(0, 1000), 0);
      BlockArray last = ciphertexts.slice(1000, 1001);
      for (int i = 0; i < 1000; i++) {
        units.copy(1000, units, i);
        ring.multiplyLifted(plaintexts.slice(1000, 1001), units.slice(1000, 1001), last);
        assertThatThrownBy(() -> tripwire.admit(ring, last, 1000))
            .isInstanceOf(RandomnessException.class)
            .hasMessageContaining("ciphertext 1000 has the randomness of one made before");
      }
    }
  }

  @Test
  void nothingOfABatchWithAReuseIsHandedOut() {
    Random random = Seeds.random("encryptor with a reuse");
    try (Encryptor encryptor = Encryptor.of(key, arithmetic, new Repeating(200, random))) {
      encryptor.encrypt(plaintexts(150, random));
      BlockArray out = BlockArray.allocate(150, key.ciphertextBytes());
      assertThatThrownBy(() -> encryptor.encrypt(plaintexts(150, random), out))
          .isInstanceOf(RandomnessException.class)
          .message()
          .hasLineCount(1)
          .endsWith("nothing of its batch was released");
      for (int i = 0; i < out.count(); i++) {
        assertThat(out.get(i)).isZero();
      }
    }
  }

  @Test
  void refusesCiphertextsWithoutRandomness() {
    try (SquareRing ring = arithmetic.squareRing(n)) {
      BigInteger m = BigInteger.valueOf(42);
      BigInteger plain = BigInteger.ONE.add(m.multiply(n));
      BigInteger negated = key.modulusSquared().subtract(plain);
      BigInteger nonUnit = n.multiply(m);
      for (BigInteger bad : new BigInteger[] {plain, negated, nonUnit, BigInteger.ONE}) {
        BlockArray two = BlockArray.of(key.ciphertextBytes(), plain.add(m), bad);
        assertThatThrownBy(() -> Tripwire.create().admit(ring, two, 7))
            .isInstanceOf(RandomnessException.class)
            .hasMessageContaining("ciphertext 8 carries no randomness");
      }
    }
  }

  @Test
  @Requirement(id = "R18", figure = "10,000 ciphertexts without a reuse (long: 10^7): 0 alarms")
  void raisesNoFalseAlarmAndForgetsOnlyWhatIsOld() {
    Random random = Seeds.random("false alarms");
    Tripwire tripwire = new Tripwire(100);
    try (SquareRing ring = arithmetic.squareRing(n)) {
      BlockArray batch = BlockArray.allocate(50, key.ciphertextBytes());
      BlockArray previous = BlockArray.allocate(1, key.ciphertextBytes());
      for (int round = 0; round < LongForm.of(200, 200_000); round++) {
        for (int i = 0; i < batch.count(); i++) {
          batch.set(i, new BigInteger(2000, random));
        }
        tripwire.admit(ring, batch, 0);
        if (round > 0) {
          assertThatThrownBy(() -> tripwire.admit(ring, previous, 0))
              .isInstanceOf(RandomnessException.class);
        }
        previous.copy(0, batch, 0);
      }
    }
  }

  @Test
  void theSetAnswersAsASetDoes() {
    Random random = Seeds.random("set of fingerprints");
    FingerprintSet set = new FingerprintSet();
    long[] numbers = random.longs(1_000_000).toArray();
    for (int i = 0; i < numbers.length; i += 2) {
      assertThat(set.add(numbers[i], numbers[i + 1])).isTrue();
    }
    assertThat(set.size()).isEqualTo(numbers.length / 2);
    for (int i = 0; i < numbers.length; i += 2) {
      boolean known = set.contains(numbers[i], numbers[i + 1]);
      boolean unknown = set.contains(numbers[i], numbers[i + 1] + 1);
      if (!known || unknown) {
        throw new AssertionError("number " + i);
      }
    }
    assertThat(set.add(0, 0)).isTrue();
    assertThat(set.contains(0, 0)).isTrue();
    assertThat(set.add(0, 0)).isFalse();
  }

  private BlockArray plaintexts(int count, Random random) {
    BlockArray plaintexts = BlockArray.allocate(count, key.plaintextBytes());
    for (int i = 0; i < count; i++) {
      plaintexts.set(i, new BigInteger(1000, random));
    }
    return plaintexts;
  }
}

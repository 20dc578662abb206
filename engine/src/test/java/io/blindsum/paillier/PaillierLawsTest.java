package io.blindsum.paillier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.blinding.Blindings;
import io.blindsum.testing.Backends;
import io.blindsum.testing.Seeds;
import io.blindsum.testing.Vectors;
import java.math.BigInteger;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws of the scheme on random plaintexts: ten thousand cases on each backend. */
class PaillierLawsTest {
  private static final int CASES = 10_000;
  private static final PaillierPrivateKey SMALL =
      PaillierPrivateKey.of(
          // the least primes above 2^127 and 2^128 that are 3 mod 4: small, fast, insecure
          BigInteger.TWO.pow(127).add(BigInteger.valueOf(147)).nextProbablePrime(),
          BigInteger.TWO.pow(129).nextProbablePrime());

  static Stream<ModularArithmetic> backends() {
    return Backends.underTest();
  }

  @ParameterizedTest
  @MethodSource("backends")
  void hold(ModularArithmetic arithmetic) {
    Random random = Seeds.random("laws on " + arithmetic.name());
    PaillierPublicKey key = SMALL.publicKey();
    BigInteger n = key.modulus();
    try (Encryptor encryptor = Encryptor.of(key, arithmetic, Blindings.forKey(key, arithmetic));
        BlindingSource blinding = Blindings.forKey(SMALL, arithmetic);
        Evaluator evaluator = Evaluator.of(key, arithmetic);
        Decryptor decryptor = Decryptor.of(SMALL, arithmetic)) {
      for (int i = 0; i < CASES / 5; i++) {
        BigInteger a = new BigInteger(n.bitLength() + 64, random).mod(n);
        BigInteger b = new BigInteger(n.bitLength() + 64, random).mod(n);
        BigInteger k = new BigInteger(random.nextInt(40), random);
        Ciphertext ca = encryptor.encrypt(a);
        Ciphertext cb = encryptor.encrypt(b);
        BlockArray expected =
            BlockArray.of(
                key.plaintextBytes(),
                a.add(b).mod(n),
                a.subtract(b).mod(n),
                a.multiply(k).mod(n),
                a.add(k).mod(n),
                a);
        BlockArray computed =
            BlockArray.of(
                key.ciphertextBytes(),
                evaluator.add(ca, cb).value(),
                evaluator.add(ca, evaluator.negate(cb)).value(),
                evaluator.multiplyPlain(ca, k).value(),
                evaluator.addPlain(ca, k).value(),
                evaluator.rerandomize(ca, blinding).value());
        BlockArray decrypted = decryptor.decrypt(new CiphertextBatch(key, computed));
        assertThat(decrypted.bytes()).isEqualTo(expected.bytes());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void batchesAreWhatSinglesAre(ModularArithmetic arithmetic) {
    Random random = Seeds.random("batches on " + arithmetic.name());
    PaillierPrivateKey key = Vectors.privateKey("odd-2073");
    PaillierPublicKey publicKey = key.publicKey();
    BlockArray plaintexts = BlockArray.allocate(131, publicKey.plaintextBytes());
    for (int i = 0; i < plaintexts.count(); i++) {
      plaintexts.set(i, new BigInteger(2072, random));
    }
    try (Encryptor encryptor = Encryptor.of(key, arithmetic, Blindings.forKey(key, arithmetic));
        Decryptor decryptor = Decryptor.of(key, arithmetic)) {
      CiphertextBatch batch = encryptor.encrypt(plaintexts);
      assertThat(decryptor.decrypt(batch).bytes()).isEqualTo(plaintexts.bytes());
      assertThat(decryptor.decrypt(batch.get(130))).isEqualTo(plaintexts.get(130));
      CiphertextGate.requireBlinded(publicKey, batch.blocks());
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void refuseWhatDoesNotBelong(ModularArithmetic arithmetic) {
    PaillierPublicKey key = SMALL.publicKey();
    PaillierPublicKey other = Vectors.privateKey("blum-1024").publicKey();
    try (Encryptor encryptor = Encryptor.of(key, arithmetic, Blindings.forKey(key, arithmetic));
        Evaluator evaluator = Evaluator.of(other, arithmetic);
        BlindingSource foreign = Blindings.forKey(other, arithmetic);
        Decryptor decryptor = Decryptor.of(SMALL, arithmetic)) {
      Ciphertext c = encryptor.encrypt(BigInteger.TEN);
      assertThatThrownBy(() -> evaluator.negate(c))
          .isInstanceOf(KeyMismatchException.class)
          .hasMessageContaining(key.fingerprint().substring(0, 8))
          .hasMessageContaining(other.fingerprint().substring(0, 8));
      assertThatThrownBy(() -> Encryptor.of(key, arithmetic, foreign))
          .isInstanceOf(KeyMismatchException.class);
      assertThatThrownBy(() -> decryptor.decrypt(new Ciphertext(other, BigInteger.TEN)))
          .isInstanceOf(KeyMismatchException.class);
      assertThatThrownBy(() -> encryptor.encrypt(key.modulus()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("[0, n)");
      assertThatThrownBy(() -> encryptor.encrypt(BigInteger.ONE.negate()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}

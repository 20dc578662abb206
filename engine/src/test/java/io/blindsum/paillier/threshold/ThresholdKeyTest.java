package io.blindsum.paillier.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.arith.SquareRing;
import io.blindsum.blinding.Blindings;
import io.blindsum.paillier.CiphertextBatch;
import io.blindsum.paillier.Encryptor;
import io.blindsum.paillier.InvalidKeyException;
import io.blindsum.paillier.PaillierKeyGenerator;
import io.blindsum.paillier.PaillierParameters;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.paillier.PartialDecryptionException;
import io.blindsum.testing.Backends;
import io.blindsum.testing.Vectors;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Dealt keys and what dishonest dealers, holders and messengers do to them, on every backend. */
class ThresholdKeyTest {
  private static final PaillierPrivateKey KEY = Vectors.privateKey("safe-1024");
  private static final PaillierPublicKey PUBLIC = KEY.publicKey();
  private static final ThresholdParameters THREE_OF_FIVE = new ThresholdParameters(3, 5);

  /** Five holders of one key, and three ciphertexts. */
  private record Study(Dealing dealing, CiphertextBatch ciphertexts, ModularArithmetic arithmetic) {
    static Study of(ModularArithmetic arithmetic) {
      Dealing dealing = ThresholdDealer.of(KEY, arithmetic).deal(THREE_OF_FIVE);
      try (Encryptor encryptor =
          Encryptor.of(PUBLIC, arithmetic, Blindings.forKey(PUBLIC, arithmetic))) {
        BlockArray plaintexts =
            BlockArray.of(
                PUBLIC.plaintextBytes(),
                BigInteger.ZERO,
                BigInteger.TEN,
                PUBLIC.modulus().shiftRight(1));
        return new Study(dealing, encryptor.encrypt(plaintexts), arithmetic);
      }
    }

    PartialDecryption partial(int holder) {
      return partial(holder, ciphertexts);
    }

    PartialDecryption partial(int holder, CiphertextBatch batch) {
      try (PartialDecryptor decryptor =
          PartialDecryptor.of(dealing.key(), dealing.shares().get(holder - 1), arithmetic)) {
        return decryptor.decrypt(batch);
      }
    }

    BlockArray combine(PartialDecryption... partials) {
      return combine(ciphertexts, partials);
    }

    BlockArray combine(CiphertextBatch batch, PartialDecryption... partials) {
      try (PartialCombiner combiner = PartialCombiner.of(dealing.key(), arithmetic)) {
        return combiner.combine(batch, List.of(partials));
      }
    }
  }

  private static Stream<DynamicTest> onEach(Consumer<Study> test) {
    return Backends.underTest()
        .map(
            backend ->
                DynamicTest.dynamicTest(backend.name(), () -> test.accept(Study.of(backend))));
  }

  @TestFactory
  Stream<DynamicTest> openManyCiphertextsAtOnceAndNone() {
    return onEach(
        study -> {
          BlockArray opened = study.combine(study.partial(5), study.partial(1), study.partial(4));
          assertThat(opened.get(0)).isZero();
          assertThat(opened.get(1)).isEqualTo(BigInteger.TEN);
          assertThat(opened.get(2)).isEqualTo(PUBLIC.modulus().shiftRight(1));
          CiphertextBatch none =
              new CiphertextBatch(PUBLIC, study.ciphertexts().blocks().slice(0, 0));
          assertThat(
                  study
                      .combine(
                          none,
                          study.partial(1, none),
                          study.partial(2, none),
                          study.partial(3, none))
                      .count())
              .isZero();
        });
  }

  /** What was computed of other ciphertexts, in another order or for fewer, is not of these. */
  @TestFactory
  Stream<DynamicTest> refusePartsOfOtherCiphertexts() {
    return onEach(
        study -> {
          PartialDecryption first = study.partial(1);
          PartialDecryption second = study.partial(2);
          PartialDecryption third = study.partial(3);
          List<BigInteger> turned = new ArrayList<>(third.values());
          Collections.swap(turned, 0, 2);
          List<BigInteger> fewer = third.values().subList(0, 2);
          List<BigInteger> commitments = third.proof().commitments();
          BlockArray blocks = study.ciphertexts().blocks();
          CiphertextBatch one = new CiphertextBatch(PUBLIC, blocks.slice(1, 2));
          PartialDecryption ofOne = study.partial(3, one);
          for (PartialDecryption other :
              List.of(
                  new PartialDecryption(3, turned, third.proof()),
                  new PartialDecryption(3, fewer, third.proof()),
                  new PartialDecryption(3, List.of(), third.proof()),
                  new PartialDecryption(
                      3, Collections.nCopies(3, ofOne.values().get(0)), ofOne.proof()),
                  new PartialDecryption(3, third.values(), second.proof()),
                  new PartialDecryption(3, third.values(), ofOne.proof()),
                  new PartialDecryption(
                      3, third.values(), withCommitments(third, commitments.subList(0, 2))),
                  new PartialDecryption(3, third.values(), withCommitments(third, List.of())),
                  new PartialDecryption(3, third.values(), withResponse(third, BigInteger.ZERO)),
                  new PartialDecryption(
                      3, third.values(), withResponse(third, third.proof().response().negate())),
                  new PartialDecryption(
                      3,
                      third.values(),
                      withResponse(third, third.proof().response().shiftLeft(99_999))),
                  new PartialDecryption(4, third.values(), third.proof()))) {
            assertThatThrownBy(() -> study.combine(first, second, other))
                .isInstanceOfSatisfying(
                    PartialDecryptionException.class,
                    e -> assertThat(e.holders()).containsExactly(other.holder()));
          }
          assertThatThrownBy(() -> study.combine(one, first, second, third))
              .isInstanceOf(PartialDecryptionException.class);
        });
  }

  private static EqualityProof withCommitments(PartialDecryption of, List<BigInteger> commitments) {
    return new EqualityProof(commitments, of.proof().baseCommitment(), of.proof().response());
  }

  private static EqualityProof withResponse(PartialDecryption of, BigInteger response) {
    return new EqualityProof(of.proof().commitments(), of.proof().baseCommitment(), response);
  }

  /** Shares of two dealings of one key are all good ones, and do not go together. */
  @TestFactory
  Stream<DynamicTest> namesWhoseShareIsOfAnotherDealing() {
    return onEach(
        study -> {
          Dealing renewed =
              ThresholdDealer.of(KEY, study.arithmetic())
                  .refresh(study.dealing().key(), study.dealing().shares().subList(0, 3));
          assertThat(renewed.key().verificationKeys())
              .doesNotContainAnyElementsOf(study.dealing().key().verificationKeys());
          Study after = new Study(renewed, study.ciphertexts(), study.arithmetic());
          assertThat(after.combine(after.partial(2), after.partial(4), after.partial(5)).get(1))
              .isEqualTo(BigInteger.TEN);
          assertThatThrownBy(
                  () -> after.combine(after.partial(2), study.partial(4), after.partial(5)))
              .isInstanceOfSatisfying(
                  PartialDecryptionException.class,
                  e -> assertThat(e.holders()).containsExactly(4));
          assertThatThrownBy(
                  () ->
                      PartialDecryptor.of(
                          renewed.key(), study.dealing().shares().get(0), study.arithmetic()))
              .isInstanceOf(InvalidKeyException.class)
              .hasMessageContaining("not that of holder 1");
        });
  }

  @TestFactory
  Stream<DynamicTest> refuseVerificationKeysOfNoDealing() {
    return onEach(
        study -> {
          List<BigInteger> good = study.dealing().key().verificationKeys();
          ModularArithmetic arithmetic = study.arithmetic();
          assertThat(ThresholdKey.of(PUBLIC, THREE_OF_FIVE, good, arithmetic).base())
              .isEqualTo(study.dealing().key().base());
          List<BigInteger> turned = new ArrayList<>(good);
          Collections.swap(turned, 0, 4);
          BigInteger n2 = PUBLIC.modulusSquared();
          for (List<BigInteger> bad :
              List.of(
                  turned,
                  good.subList(0, 4),
                  Collections.nCopies(5, BigInteger.ONE),
                  Collections.nCopies(5, good.get(0)),
                  with(good, 0, good.get(0).add(n2)),
                  with(good, 4, good.get(4).multiply(good.get(0)).mod(n2)),
                  with(good, 2, good.get(2).multiply(PUBLIC.modulus().add(BigInteger.ONE)).mod(n2)),
                  with(good, 1, PUBLIC.modulus()))) {
            assertThatThrownBy(() -> ThresholdKey.of(PUBLIC, THREE_OF_FIVE, bad, arithmetic))
                .isInstanceOf(InvalidKeyException.class)
                .message()
                .hasLineCount(1)
                .contains("verification key");
          }
          // fewer than three of these do not have the key together
          assertThatThrownBy(
                  () -> ThresholdKey.of(PUBLIC, new ThresholdParameters(2, 5), good, arithmetic))
              .isInstanceOf(InvalidKeyException.class);
        });
  }

  private static List<BigInteger> with(List<BigInteger> values, int index, BigInteger value) {
    List<BigInteger> changed = new ArrayList<>(values);
    changed.set(index, value);
    return changed;
  }

  @TestFactory
  Stream<DynamicTest> dealAndRecoverKeysOfSafePrimes() {
    return Backends.underTest()
        .map(backend -> DynamicTest.dynamicTest(backend.name(), () -> dealsAndRecovers(backend)));
  }

  private static void dealsAndRecovers(ModularArithmetic arithmetic) {
    PaillierPrivateKey key =
        PaillierKeyGenerator.of(
                PaillierParameters.builder().modulusBits(512).insecureTestKey(true).build(),
                arithmetic)
            .generateOfSafePrimes();
    for (BigInteger prime : List.of(key.p(), key.q())) {
      assertThat(prime.isProbablePrime(100)).isTrue();
      assertThat(prime.shiftRight(1).isProbablePrime(100)).isTrue();
      assertThat(prime.bitLength()).isEqualTo(256);
    }
    assertThat(key.publicKey().modulusBits()).isEqualTo(512);
    assertThat(key.isBlumForm()).isTrue();
    Dealing dealing = ThresholdDealer.of(key, arithmetic).deal(new ThresholdParameters(2, 3));
    List<KeyShare> two = dealing.shares().subList(1, 3);
    assertThat(KeyRecovery.recover(dealing.key(), two, arithmetic).q()).isEqualTo(key.q());
    assertThatThrownBy(() -> KeyRecovery.recover(dealing.key(), two.subList(0, 1), arithmetic))
        .isInstanceOf(InvalidKeyException.class);
    assertThatThrownBy(
            () -> KeyRecovery.recover(dealing.key(), List.of(two.get(0), two.get(0)), arithmetic))
        .isInstanceOf(InvalidKeyException.class);
    assertThat(two.get(0).toString()).isEqualTo("share of holder 2");
    assertThatThrownBy(() -> ThresholdDealer.of(Vectors.privateKey("blum-1024"), arithmetic))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining("not safe");
    Dealing alone = ThresholdDealer.of(key, arithmetic).deal(new ThresholdParameters(1, 2));
    assertThatThrownBy(
            () -> ThresholdDealer.of(key, arithmetic).refresh(alone.key(), alone.shares()))
        .isInstanceOf(InvalidKeyException.class);
  }

  /** The base is the square of an encryption of 1, whoever computes it. */
  @TestFactory
  Stream<DynamicTest> takeABaseThatNobodyChose() {
    return Backends.underTest()
        .map(
            backend ->
                DynamicTest.dynamicTest(
                    backend.name(),
                    () -> {
                      try (SquareRing ring = backend.squareRing(PUBLIC.modulus())) {
                        BigInteger base = ThresholdKey.base(ring);
                        BigInteger phi =
                            KEY.p()
                                .subtract(BigInteger.ONE)
                                .multiply(KEY.q().subtract(BigInteger.ONE));
                        BigInteger opened =
                            base.modPow(phi, PUBLIC.modulusSquared())
                                .divide(PUBLIC.modulus())
                                .multiply(phi.modInverse(PUBLIC.modulus()))
                                .mod(PUBLIC.modulus());
                        assertThat(opened).isEqualTo(BigInteger.TWO);
                      }
                    }));
  }
}

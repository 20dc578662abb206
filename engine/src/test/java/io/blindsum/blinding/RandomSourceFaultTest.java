package io.blindsum.blinding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.arith.Arithmetics;
import io.blindsum.arith.BlockArray;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.arith.OsRandom;
import io.blindsum.arith.OsRandoms;
import io.blindsum.arith.RandomSourceException;
import io.blindsum.paillier.BlindingSource;
import io.blindsum.paillier.Encryptor;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.paillier.RandomnessException;
import io.blindsum.testing.Seeds;
import io.blindsum.testing.Vectors;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way of blinding with every fault of the random source: one line, and no ciphertext. */
class RandomSourceFaultTest {
  private static final ModularArithmetic ARITHMETIC = Arithmetics.fastest();
  private static final PaillierPrivateKey KEY = Vectors.privateKey("blum-1024");

  private static final Map<String, Consumer<byte[]>> FAULTS =
      Map.of(
          "throws", RandomSourceFaultTest::fail,
          "short", RandomSourceFaultTest::fillHalf,
          "constant", bytes -> Arrays.fill(bytes, (byte) 0x5a),
          "zero", bytes -> {},
          "repeating", bytes -> new Random(1).nextBytes(bytes));

  private static final Map<String, Function<OsRandom, BlindingSource>> WAYS =
      Map.of(
          "full", random -> FreshBlinding.of(KEY.publicKey(), ARITHMETIC, random),
          "crt", random -> CrtBlinding.of(KEY, ARITHMETIC, random),
          "djn",
              random ->
                  FixedBaseBlinding.of(KEY.publicKey(), ARITHMETIC, new TableBudget(0, 1), random));

  static Stream<Arguments> faults() {
    return WAYS.keySet().stream()
        .flatMap(way -> FAULTS.keySet().stream().map(fault -> Arguments.of(way, fault)));
  }

  private static void fail(byte[] bytes) {
    throw new IllegalStateException("no entropy");
  }

  private static void fillHalf(byte[] bytes) {
    byte[] half = new byte[bytes.length / 2];
    new Random().nextBytes(half);
    System.arraycopy(half, 0, bytes, 0, half.length);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void areRefused(String way, String fault) {
    for (int healthyDraws : new int[] {0, 1, 3}) {
      BlockArray ciphertexts = BlockArray.allocate(320, KEY.publicKey().ciphertextBytes());
      assertThatThrownBy(
              () ->
                  encrypt(
                      way, Objects.requireNonNull(FAULTS.get(fault)), healthyDraws, ciphertexts))
          .isInstanceOf(RandomSourceException.class)
          .message()
          .hasLineCount(1)
          .endsWith("nothing was encrypted");
      assertNothingIsIn(ciphertexts);
    }
  }

  /** What no look at a single draw shows: the tripwire sees the ciphertexts. */
  @Test
  void aSourceThatRepeatsItselfWithinOneDrawIsRefusedToo() {
    int exponentBytes = (FixedBaseBlinding.exponentBits(KEY.publicKey()) + 7) / 8;
    Random random = Seeds.random("periodic source");
    Consumer<byte[]> periodic =
        bytes -> {
          byte[] period = new byte[exponentBytes];
          random.nextBytes(period);
          for (int i = 0; i < bytes.length; i++) {
            bytes[i] = period[i % period.length];
          }
        };
    BlockArray ciphertexts = BlockArray.allocate(320, KEY.publicKey().ciphertextBytes());
    assertThatThrownBy(() -> encrypt("djn", periodic, 0, ciphertexts))
        .isInstanceOf(RandomnessException.class)
        .hasMessageContaining("randomness of one made before");
    assertNothingIsIn(ciphertexts);
  }

  private static void encrypt(
      String way, Consumer<byte[]> fault, int healthyDraws, BlockArray ciphertexts) {
    AtomicInteger draws = new AtomicInteger();
    Random healthy = new Random();
    OsRandom random =
        OsRandoms.of(
            bytes -> {
              if (draws.getAndIncrement() < healthyDraws) {
                healthy.nextBytes(bytes);
              } else {
                fault.accept(bytes);
              }
            });
    try (Encryptor encryptor =
        Encryptor.of(KEY, ARITHMETIC, Objects.requireNonNull(WAYS.get(way)).apply(random))) {
      encryptor.encrypt(
          BlockArray.allocate(ciphertexts.count(), KEY.publicKey().plaintextBytes()), ciphertexts);
    }
  }

  private static void assertNothingIsIn(BlockArray ciphertexts) {
    for (int i = 0; i < ciphertexts.count(); i++) {
      assertThat(ciphertexts.get(i)).isEqualTo(BigInteger.ZERO);
    }
  }
}

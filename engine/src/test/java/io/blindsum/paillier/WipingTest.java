package io.blindsum.paillier;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.blinding.CrtBlinding;
import io.blindsum.paillier.threshold.Dealing;
import io.blindsum.paillier.threshold.KeyShare;
import io.blindsum.paillier.threshold.PartialDecryptor;
import io.blindsum.paillier.threshold.ThresholdDealer;
import io.blindsum.paillier.threshold.ThresholdParameters;
import io.blindsum.testing.Backends;
import io.blindsum.testing.NativeMemory;
import io.blindsum.testing.Requirement;
import io.blindsum.testing.Seeds;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Looks for secrets in the memory off the heap after whoever had them was closed. */
class WipingTest {
  private static final int PATTERN_BYTES = 24;
  private static final int LIMB_BITS = 52;
  private static final int SHORT_LIMB_BITS = 27;
  private static final int COUNT = 100;

  @BeforeEach
  void needsLinux() {
    assumeTrue(NativeMemory.isSearchable(), "no /proc/self/mem: needs Linux");
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("withMemoryOfTheirOwn")
  @Requirement(
      id = "R22",
      figure = "memory off the heap after close(), each native backend: 0 bytes of p, q, p^2, q^2")
  void nothingOfTheKeyIsLeftWhenItsUsersAreClosed(ModularArithmetic arithmetic) throws IOException {
    // of its own, so that no other test left it anywhere
    PaillierPrivateKey key =
        PaillierKeyGenerator.of(
                PaillierParameters.builder().modulusBits(1024).insecureTestKey(true).build(),
                arithmetic)
            .generate();
    try (Encryptor encryptor = Encryptor.of(key, arithmetic, CrtBlinding.of(key, arithmetic));
        Decryptor decryptor = Decryptor.of(key, arithmetic)) {
      BlockArray plaintexts = BlockArray.allocate(COUNT, key.publicKey().plaintextBytes());
      for (int i = 0; i < COUNT; i++) {
        plaintexts.set(i, BigInteger.valueOf(i));
      }
      CiphertextBatch ciphertexts = encryptor.encrypt(plaintexts);
      assertThat(decryptor.decrypt(ciphertexts).bytes()).isEqualTo(plaintexts.bytes());
    }
    assertThat(
            NativeMemory.count(
                patterns(key.p(), key.q(), key.p().multiply(key.p()), key.q().multiply(key.q()))))
        .isZero();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("withMemoryOfTheirOwn")
  @Requirement(
      id = "R22",
      figure = "memory off the heap after a partial decryption, each native backend: 0 bytes of it")
  void nothingOfAShareIsLeftWhenItsUserIsClosed(ModularArithmetic arithmetic) throws IOException {
    PaillierPrivateKey key =
        PaillierKeyGenerator.of(
                PaillierParameters.builder().modulusBits(512).insecureTestKey(true).build(),
                arithmetic)
            .generateOfSafePrimes();
    Dealing dealing = ThresholdDealer.of(key, arithmetic).deal(new ThresholdParameters(2, 3));
    KeyShare share = dealing.shares().get(1);
    BlockArray unit = BlockArray.of(key.publicKey().ciphertextBytes(), BigInteger.TEN);
    try (PartialDecryptor decryptor = PartialDecryptor.of(dealing.key(), share, arithmetic)) {
      assertThat(decryptor.decrypt(new CiphertextBatch(key.publicKey(), unit)).values()).hasSize(1);
    }
    // the exponents Delta s and 2 Delta s, Delta = 3!
    BigInteger s = share.value();
    assertThat(
            NativeMemory.count(
                patterns(s, s.multiply(BigInteger.valueOf(6)), s.multiply(BigInteger.valueOf(12)))))
        .isZero();
  }

  /**
   * Returns the backends that compute in memory that they can wipe. BigInteger does not: the
   * machine code that the JVM has for its products copies the factors to the thread's stack.
   */
  static Stream<ModularArithmetic> withMemoryOfTheirOwn() {
    return Backends.underTest().filter(backend -> !backend.name().equals("java"));
  }

  @Test
  @Requirement(id = "R22", figure = "planted buffer that is not wiped: found, wiped: not found")
  void thePlantedSecretIsFoundUntilItIsWiped() throws IOException {
    Random random = Seeds.random("thePlantedSecretIsFoundUntilItIsWiped");
    BigInteger secret = new BigInteger(1024, random).setBit(1023);
    BlockArray planted = BlockArray.of(128, secret);
    List<byte[]> bigEndian = List.of(patterns(secret).get(0));
    assertThat(NativeMemory.count(bigEndian)).isEqualTo(1);
    planted.wipe();
    assertThat(NativeMemory.count(bigEndian)).isZero();
  }

  private static List<byte[]> patterns(BigInteger... secrets) {
    return Stream.of(secrets).flatMap(WipingTest::partsOf).toList();
  }

  /**
   * Returns a part of a number from its middle as our blocks have it, as limbs of 64 bits have it,
   * one limb of 52 bits, of which eight lanes may lie between two, and two limbs of 27 bits, as the
   * constants of a kernel have them.
   */
  private static Stream<byte[]> partsOf(BigInteger secret) {
    byte[] bigEndian = secret.toByteArray();
    int from = bigEndian.length / 2 - PATTERN_BYTES / 2;
    byte[] middle = Arrays.copyOfRange(bigEndian, from, from + PATTERN_BYTES);
    byte[] littleEndian = new byte[PATTERN_BYTES];
    for (int i = 0; i < PATTERN_BYTES; i++) {
      littleEndian[i] = middle[PATTERN_BYTES - 1 - i];
    }
    return Stream.of(
        middle, littleEndian, limbs(secret, LIMB_BITS, 1), limbs(secret, SHORT_LIMB_BITS, 2));
  }

  private static byte[] limbs(BigInteger secret, int bits, int count) {
    ByteBuffer limbs = ByteBuffer.allocate(count * Long.BYTES).order(LITTLE_ENDIAN);
    for (int i = 4; i < 4 + count; i++) {
      limbs.putLong(secret.shiftRight(i * bits).longValue() & (1L << bits) - 1);
    }
    return limbs.array();
  }
}

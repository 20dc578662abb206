package io.blindsum.blinding;

import static io.blindsum.testing.Vectors.integer;
import static io.blindsum.testing.Vectors.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.arith.Arithmetics;
import io.blindsum.arith.BlockArray;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.arith.NoRoomException;
import io.blindsum.arith.OsRandom;
import io.blindsum.arith.SquareRing;
import io.blindsum.paillier.BlindingSource;
import io.blindsum.paillier.CiphertextBatch;
import io.blindsum.paillier.Decryptor;
import io.blindsum.paillier.Encryptor;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.paillier.proof.KeyForm;
import io.blindsum.testing.Backends;
import io.blindsum.testing.Requirement;
import io.blindsum.testing.Seeds;
import io.blindsum.testing.Vectors;
import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The known answers of {@code djn.json} on every backend, and round trips with fresh randomness.
 */
class FixedBaseBlindingTest {
  private static final TableBudget NARROW_TABLE = new TableBudget(0, 1);
  private static final TableBudget SMALL_TABLE = new TableBudget(32L << 20, 1000);

  private final List<ModularArithmetic> backends = Backends.underTest().toList();

  @Test
  @Requirement(
      id = "R20",
      figure = "encryptions from a table, of djn vectors: bit-exact on each backend")
  void givesTheKnownAnswers() {
    Map<List<String>, List<JsonNode>> byBase =
        Vectors.entries("djn").stream()
            .filter(vector -> vector.has("c"))
            .collect(Collectors.groupingBy(v -> List.of(text(v, "key"), text(v, "x"))));
    assertThat(byBase).isNotEmpty();
    backends.forEach(
        arithmetic ->
            byBase.values().parallelStream().forEach(vectors -> check(vectors, arithmetic)));
  }

  private static void check(List<JsonNode> vectors, ModularArithmetic arithmetic) {
    PaillierPublicKey key = Vectors.privateKey(vectors.get(0)).publicKey();
    BigInteger x = integer(vectors.get(0), "x");
    try (SquareRing ring = arithmetic.squareRing(key.modulus());
        FixedBaseBlinding blinding =
            FixedBaseBlinding.withBase(key, arithmetic, NARROW_TABLE, OsRandom.open(), x)) {
      BigInteger base = FixedBaseBlinding.base(ring, x);
      for (JsonNode vector : vectors) {
        assertThat(base).isEqualTo(integer(vector, "hs"));
        assertThat(FixedBaseBlinding.exponentBits(key))
            .isEqualTo(integer(vector, "exponent_bits").intValueExact());
        check(vector, blinding);
      }
    }
  }

  private static void check(JsonNode vector, FixedBaseBlinding blinding) {
    PaillierPublicKey key = blinding.key();
    BlockArray a =
        BlockArray.of((FixedBaseBlinding.exponentBits(key) + 7) / 8, integer(vector, "a"));
    BlockArray c = BlockArray.allocate(1, key.ciphertextBytes());
    blinding.encryptWith(BlockArray.of(key.plaintextBytes(), BigInteger.ZERO), a, c);
    assertThat(c.get(0)).as(text(vector, "tag")).isEqualTo(integer(vector, "hs_pow_a"));
    blinding.encryptWith(BlockArray.of(key.plaintextBytes(), integer(vector, "m")), a, c);
    assertThat(c.get(0)).as(text(vector, "tag")).isEqualTo(integer(vector, "c"));
  }

  @Test
  void decryptsWhatWasBlinded() {
    PaillierPrivateKey key = Vectors.privateKey("blum-1024");
    PaillierPublicKey publicKey = key.publicKey();
    Random random = Seeds.random("djn");
    for (ModularArithmetic arithmetic : backends) {
      try (Encryptor encryptor = Encryptor.of(publicKey, arithmetic, blum(publicKey, arithmetic));
          Decryptor decryptor = Decryptor.of(key, arithmetic)) {
        BlockArray plaintexts = BlockArray.allocate(133, publicKey.plaintextBytes());
        for (int i = 0; i < plaintexts.count(); i++) {
          plaintexts.set(i, new BigInteger(publicKey.modulusBits() - 1, random));
        }
        CiphertextBatch ciphertexts = encryptor.encrypt(plaintexts);
        assertThat(decryptor.decrypt(ciphertexts).bytes()).isEqualTo(plaintexts.bytes());
      }
    }
  }

  @Test
  void makesNthResiduesThatDiffer() {
    PaillierPrivateKey key = Vectors.privateKey("blum-1024");
    for (ModularArithmetic arithmetic : backends) {
      try (BlindingSource first = blum(key.publicKey(), arithmetic);
          BlindingSource second = blum(key.publicKey(), arithmetic);
          Decryptor decryptor = Decryptor.of(key, arithmetic)) {
        BlockArray units = BlockArray.allocate(20, key.publicKey().ciphertextBytes());
        first.fill(units.slice(0, 10));
        second.fill(units.slice(10, 20));
        BlockArray zeros = decryptor.decrypt(new CiphertextBatch(key.publicKey(), units));
        for (int i = 0; i < units.count(); i++) {
          assertThat(zeros.get(i)).isZero();
          for (int j = 0; j < i; j++) {
            assertThat(units.get(i)).isNotEqualTo(units.get(j));
          }
        }
      }
    }
  }

  private static BlindingSource blum(PaillierPublicKey key, ModularArithmetic arithmetic) {
    BlindingSource blinding = Blindings.forKey(key, KeyForm.BLUM, SMALL_TABLE, arithmetic);
    assertThat(blinding.method()).isEqualTo("djn");
    return blinding;
  }

  @Test
  void isOnlyForKeysOfBlumForm() {
    ModularArithmetic arithmetic = Arithmetics.fastest();
    PaillierPublicKey blum = Vectors.privateKey("blum-2048").publicKey();
    PaillierPublicKey visiblyNot = Vectors.privateKey("phe-2048-nonblum").publicKey();
    assertThat(method(blum, KeyForm.UNKNOWN, arithmetic)).isEqualTo("full");
    assertThat(method(visiblyNot, KeyForm.UNKNOWN, arithmetic)).isEqualTo("full");
    assertThat(method(visiblyNot, KeyForm.BLUM, arithmetic)).isEqualTo("full");
    assertThatThrownBy(() -> FixedBaseBlinding.of(visiblyNot, arithmetic, SMALL_TABLE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 modulo 4");
  }

  private static String method(PaillierPublicKey key, KeyForm form, ModularArithmetic arithmetic) {
    try (BlindingSource blinding = Blindings.forKey(key, form, NARROW_TABLE, arithmetic)) {
      return blinding.method();
    }
  }

  @Test
  void sizesTablesOfEveryBackend() {
    BigInteger n = Vectors.privateKey("blum-2048").publicKey().modulus();
    for (ModularArithmetic arithmetic : backends) {
      try (SquareRing ring = arithmetic.squareRing(n)) {
        for (int window = 4; window <= 7; window++) {
          long bytes = ring.fixedBaseBytes(1024, window);
          assertThat(bytes).isBetween((1024L / window) << (window + 9), 1024L << (window + 9));
        }
      }
    }
  }

  @Test
  void takesANarrowerTableIfTheMemoryIsFull() {
    PaillierPublicKey key = Vectors.privateKey("blum-1024").publicKey();
    TableBudget budget = new TableBudget(1L << 30, 5000);
    try (FixedBaseBlinding wide = FixedBaseBlinding.of(key, Arithmetics.fastest(), budget);
        FixedBaseBlinding blinding = FixedBaseBlinding.of(key, withRoomFor(6), budget)) {
      assertThat(wide.window().bits()).isGreaterThan(6);
      assertThat(blinding.window().bits()).isEqualTo(6);
      assertThat(blinding.window().limit()).isEqualTo(TableWindow.Limit.MEMORY);
      BlockArray units = BlockArray.allocate(3, key.ciphertextBytes());
      blinding.fill(units);
      assertThat(units.get(0)).isNotEqualTo(units.get(1));
    }
    assertThatThrownBy(() -> FixedBaseBlinding.of(key, withRoomFor(3), budget))
        .isInstanceOf(NoRoomException.class)
        .hasMessageContaining("memory");
  }

  /** An arithmetic that has no memory for tables of wider windows. */
  private static ModularArithmetic withRoomFor(int window) {
    ModularArithmetic arithmetic = Arithmetics.fastest();
    return replacing(
        ModularArithmetic.class,
        arithmetic,
        "squareRing",
        args -> ringWithRoomFor(window, arithmetic.squareRing((BigInteger) args[0])));
  }

  private static SquareRing ringWithRoomFor(int window, SquareRing ring) {
    return replacing(
        SquareRing.class,
        ring,
        "fixedBase",
        args -> {
          if ((int) args[2] > window) {
            throw new NoRoomException();
          }
          return ring.fixedBase((BigInteger) args[0], (int) args[1], (int) args[2]);
        });
  }

  /** Returns the object with one of its methods replaced. */
  private static <T> T replacing(
      Class<T> type, T object, String name, Function<Object[], Object> replacement) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, args) ->
                method.getName().equals(name)
                    ? replacement.apply(args)
                    : method.invoke(object, args)));
  }
}

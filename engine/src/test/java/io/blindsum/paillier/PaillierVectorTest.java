package io.blindsum.paillier;

import static io.blindsum.testing.Vectors.integer;
import static io.blindsum.testing.Vectors.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.arith.SquareRing;
import io.blindsum.blinding.Blindings;
import io.blindsum.reduce.CiphertextReducer;
import io.blindsum.testing.Backends;
import io.blindsum.testing.Requirement;
import io.blindsum.testing.Vectors;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The known answers of phe, on every backend. Each backend encrypts to the very ciphertext of the
 * vector and decrypts that one, so each decrypts what each other encrypts.
 */
class PaillierVectorTest {
  private final List<ModularArithmetic> backends = Backends.underTest().toList();
  private final Map<String, Tools> tools = new ConcurrentHashMap<>();

  /** The engine of one key on one backend, and a thousand good ciphertexts. */
  private record Tools(
      PaillierPrivateKey key,
      Encryptor encryptor,
      Decryptor decryptor,
      Evaluator evaluator,
      BlockArray thousand) {
    static Tools of(String keyName, ModularArithmetic arithmetic) {
      PaillierPrivateKey key = Vectors.privateKey(keyName);
      Encryptor encryptor = Encryptor.of(key, arithmetic, Blindings.forKey(key, arithmetic));
      int bytes = key.publicKey().ciphertextBytes();
      BigInteger good =
          encryptor
              .encryptWith(
                  BlockArray.of(key.publicKey().plaintextBytes(), BigInteger.TEN),
                  BlockArray.of(bytes, BigInteger.TWO))
              .get(0)
              .value();
      return new Tools(
          key,
          encryptor,
          Decryptor.of(key, arithmetic),
          Evaluator.of(key.publicKey(), arithmetic),
          BlockArray.of(bytes, Collections.nCopies(1000, good).toArray(BigInteger[]::new)));
    }

    Ciphertext ciphertext(JsonNode vector, String member) {
      return new Ciphertext(key.publicKey(), integer(vector, member));
    }
  }

  private Tools tools(JsonNode vector, ModularArithmetic arithmetic) {
    return tools.computeIfAbsent(
        text(vector, "key") + " " + arithmetic.name(),
        name -> Tools.of(text(vector, "key"), arithmetic));
  }

  private void forEach(String file, BiConsumer<JsonNode, Tools> check) {
    List<JsonNode> vectors = Vectors.entries(file);
    assertThat(vectors).isNotEmpty();
    for (ModularArithmetic arithmetic : backends) {
      vectors.parallelStream()
          .filter(vector -> vector.has("key"))
          .forEach(vector -> check.accept(vector, tools(vector, arithmetic)));
      System.out.println("  " + file + " on " + arithmetic.name());
    }
  }

  @Test
  @Requirement(id = "R20", figure = "raw encryption vectors: bit-exact on each backend")
  void encryptsAsPheAndDecryptsOnEachBackend() {
    encrypt("raw_encrypt_decrypt", "m");
    decrypt("raw_encrypt_decrypt", vector -> "m");
  }

  @Test
  @Requirement(id = "R20", figure = "CRT decryption vectors: bit-exact on each backend")
  void decryptsByCrt() {
    decrypt("decrypt_crt", vector -> "m");
  }

  @Test
  @Requirement(id = "R20", figure = "homomorphic operation vectors: bit-exact on each backend")
  void computesOnCiphertextsAsPhe() {
    forEach(
        "homomorphic_ops",
        (vector, tools) ->
            assertThat(operate(vector, tools).value()).isEqualTo(integer(vector, "c")));
    decrypt("homomorphic_ops", vector -> vector.has("result") ? "result" : "raw_m");
  }

  /** Encrypts the plaintexts of a file, those of one key as one batch, on every backend. */
  private void encrypt(String file, String plaintext) {
    forEachKey(
        file,
        vector -> vector.has("c") && vector.has("r") && vector.has(plaintext),
        (vectors, tools) -> {
          PaillierPublicKey key = tools.key.publicKey();
          CiphertextBatch ciphertexts =
              tools.encryptor.encryptWith(
                  BlockArray.of(key.plaintextBytes(), integers(vectors, vector -> plaintext)),
                  BlockArray.of(key.ciphertextBytes(), integers(vectors, vector -> "r")));
          requireEach(vectors, ciphertexts.blocks(), integers(vectors, vector -> "c"));
        });
  }

  /** Decrypts the ciphertexts of a file, those of one key as one batch, on every backend. */
  private void decrypt(String file, Function<JsonNode, String> plaintext) {
    forEachKey(
        file,
        vector -> true,
        (vectors, tools) -> {
          PaillierPublicKey key = tools.key.publicKey();
          BlockArray ciphertexts =
              BlockArray.of(key.ciphertextBytes(), integers(vectors, vector -> "c"));
          BigInteger[] expected = integers(vectors, plaintext);
          Arrays.setAll(expected, i -> expected[i].mod(key.modulus()));
          requireEach(
              vectors, tools.decryptor.decrypt(new CiphertextBatch(key, ciphertexts)), expected);
        });
  }

  private void forEachKey(
      String file, Predicate<JsonNode> chosen, BiConsumer<List<JsonNode>, Tools> check) {
    Map<String, List<JsonNode>> vectorsOfKey =
        Vectors.entries(file).stream()
            .filter(vector -> vector.has("key"))
            .filter(chosen)
            .collect(Collectors.groupingBy(vector -> text(vector, "key")));
    assertThat(vectorsOfKey).isNotEmpty();
    for (ModularArithmetic arithmetic : backends) {
      for (List<JsonNode> vectors : vectorsOfKey.values()) {
        check.accept(vectors, tools(vectors.get(0), arithmetic));
      }
      System.out.println("  " + file + " on " + arithmetic.name());
    }
  }

  private static void requireEach(
      List<JsonNode> vectors, BlockArray computed, BigInteger[] expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(computed.get(i)).as("%s", vectors.get(i).get("id")).isEqualTo(expected[i]);
    }
  }

  private static BigInteger[] integers(List<JsonNode> vectors, Function<JsonNode, String> member) {
    return vectors.stream()
        .map(vector -> integer(vector, member.apply(vector)))
        .toArray(BigInteger[]::new);
  }

  private static Ciphertext operate(JsonNode vector, Tools tools) {
    Evaluator evaluator = tools.evaluator;
    BigInteger n = tools.key.publicKey().modulus();
    Ciphertext ca = tools.ciphertext(vector, "ca");
    return switch (text(vector, "op")) {
      case "add", "add overflow" -> evaluator.add(ca, tools.ciphertext(vector, "cb"));
      case "add_plain" -> evaluator.addPlain(ca, integer(vector, "b").mod(n));
      case "scalar_mul" -> evaluator.multiplyPlain(ca, integer(vector, "k"));
      case "rerandomize" -> evaluator.rerandomizeWith(ca, integer(vector, "r"));
      default -> throw new IllegalStateException(text(vector, "op"));
    };
  }

  @Test
  @Requirement(id = "R20", figure = "signed, packed and float vectors: bit-exact on each backend")
  void encryptsSignedAndPackedAndFloatEncodingsAsPhe() {
    encrypt("signed_integers", "encoding");
    encrypt("packing", "packed");
    encrypt("phe_floats", "encoding");
  }

  @Test
  @Requirement(id = "R20", figure = "long sum vectors: bit-exact on each backend")
  void sumsLongLists() {
    for (ModularArithmetic arithmetic : backends) {
      for (JsonNode vector : Vectors.entries("long_sums")) {
        List<BigInteger> values = new ArrayList<>();
        JsonNode ciphertexts = vector.path("ciphertexts");
        ciphertexts.forEach(c -> values.add(new BigInteger(c.asString())));
        if (values.isEmpty()) {
          continue;
        }
        Tools tools = tools(vector, arithmetic);
        PaillierPublicKey key = tools.key.publicKey();
        BlockArray blocks = BlockArray.of(key.ciphertextBytes(), values.toArray(BigInteger[]::new));
        try (CiphertextReducer reducer = CiphertextReducer.of(key, arithmetic)) {
          Ciphertext sum = reducer.sum(new CiphertextBatch(key, blocks));
          assertThat(sum.value()).isEqualTo(integer(vector, "partial_product_of_given"));
          assertThat(tools.decryptor.decrypt(sum))
              .isEqualTo(integer(vector, "partial_sum_of_given").mod(key.modulus()));
        }
        Ciphertext whole = tools.ciphertext(vector, "product_mod_n2");
        assertThat(tools.decryptor.decrypt(whole))
            .isEqualTo(integer(vector, "sum").mod(key.modulus()));
      }
    }
  }

  @Test
  @Requirement(id = "R20", figure = "djn vectors: bit-exact on each backend")
  void raisesTheFixedBaseOfDamgardJurikNielsen() {
    Map<String, BigInteger> bases = new HashMap<>();
    for (ModularArithmetic arithmetic : backends) {
      for (JsonNode vector : Vectors.entries("djn")) {
        if (!vector.has("c")) {
          continue;
        }
        PaillierPublicKey key = Vectors.privateKey(vector).publicKey();
        BigInteger n = key.modulus();
        BigInteger h = integer(vector, "x").pow(2).negate().mod(n);
        assertThat(h).isEqualTo(integer(vector, "h"));
        try (SquareRing ring = arithmetic.squareRing(n)) {
          BigInteger base =
              bases.computeIfAbsent(h + " " + arithmetic.name(), name -> ring.power(h, n));
          assertThat(base).isEqualTo(integer(vector, "hs"));
          BigInteger unit = ring.power(base, integer(vector, "a"));
          assertThat(unit).isEqualTo(integer(vector, "hs_pow_a"));
          BlockArray c = BlockArray.of(ring.elementBytes(), unit);
          ring.multiplyLifted(BlockArray.of(ring.rootBytes(), integer(vector, "m")), c, c);
          assertThat(c.get(0)).isEqualTo(integer(vector, "c"));
        }
      }
    }
  }

  @Test
  @Requirement(
      id = "R8",
      figure =
          "malformed ciphertexts at 0, 499, 999 of 1,000, on each backend: 0 accepted, each named")
  void refusesMalformedCiphertextsWhereverTheyStandInABatch() {
    List<JsonNode> vectors = Vectors.entries("malformed_ciphertexts");
    for (ModularArithmetic arithmetic : backends) {
      for (JsonNode vector : vectors) {
        PaillierPublicKey key = Vectors.privateKey(vector).publicKey();
        boolean rejected = isRejected(key, vector, arithmetic);
        String expect = text(vector, "expect");
        boolean mustReject = expect.equals("reject") || expect.equals("reject in a hospital batch");
        boolean mustAccept = expect.startsWith("accept");
        assertThat(rejected || !mustReject).as("%s", vector.get("id")).isTrue();
        assertThat(rejected && mustAccept).as("%s", vector.get("id")).isFalse();
      }
    }
  }

  private boolean isRejected(PaillierPublicKey key, JsonNode vector, ModularArithmetic arithmetic) {
    JsonNode c = vector.get("c");
    if (!c.isString()) {
      return true;
    }
    BigInteger value;
    try {
      value = parse(key, c.asString());
    } catch (InvalidCiphertextException e) {
      return true;
    }
    Tools tools = tools(vector, arithmetic);
    BlockArray blocks = tools.thousand;
    boolean rejected = false;
    try (CiphertextReducer reducer = CiphertextReducer.of(key, arithmetic)) {
      for (int index : new int[] {0, 499, 999}) {
        BigInteger good = blocks.get(index);
        blocks.set(index, value);
        try {
          reducer.sum(new CiphertextBatch(key, blocks));
          CiphertextGate.requireBlinded(key, blocks);
        } catch (InvalidCiphertextException e) {
          assertThat(e.index()).isEqualTo(index);
          assertThat(e.getMessage()).hasLineCount(1).contains(String.valueOf(index));
          rejected = true;
        }
        blocks.set(index, good);
      }
    }
    return rejected;
  }

  private static BigInteger parse(PaillierPublicKey key, String text) {
    try {
      return CiphertextText.parseDecimal(key, text).value();
    } catch (InvalidCiphertextException e) {
      return CiphertextText.parseBase64(key, text).value();
    }
  }

  @Test
  void refusesToDecryptWhatGivesAwayTheKey() {
    for (ModularArithmetic arithmetic : backends) {
      for (JsonNode vector : Vectors.entries("malformed_ciphertexts")) {
        BigInteger c = vector.get("c").isString() ? decimal(text(vector, "c")) : BigInteger.ONE;
        Tools tools = tools(vector, arithmetic);
        PaillierPublicKey key = tools.key.publicKey();
        boolean unit = c.gcd(key.modulus()).equals(BigInteger.ONE);
        boolean inRange = c.signum() > 0 && c.compareTo(key.modulusSquared()) < 0;
        if (!unit || !inRange) {
          assertThatThrownBy(() -> tools.decryptor.decrypt(new Ciphertext(key, c)))
              .isInstanceOf(InvalidCiphertextException.class)
              .hasMessage("ciphertext 0 is not a unit modulo n^2");
        }
      }
    }
  }

  private static BigInteger decimal(String text) {
    return text.matches("-?[0-9]+") ? new BigInteger(text) : BigInteger.ONE;
  }
}

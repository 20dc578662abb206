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
import io.blindsum.testing.Vectors;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The known answers of phe, on every backend; what one backend encrypts, each backend decrypts. */
class PaillierVectorTest {
  private final List<ModularArithmetic> backends = Backends.ready().toList();
  private final Map<String, Tools> tools = new ConcurrentHashMap<>();

  /** The engine of one key on one backend. */
  private record Tools(
      PaillierPrivateKey key, Encryptor encryptor, Decryptor decryptor, Evaluator evaluator) {
    static Tools of(String keyName, ModularArithmetic arithmetic) {
      PaillierPrivateKey key = Vectors.privateKey(keyName);
      return new Tools(
          key,
          Encryptor.of(key, arithmetic, Blindings.forKey(key, arithmetic)),
          Decryptor.of(key, arithmetic),
          Evaluator.of(key.publicKey(), arithmetic));
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
  void encryptsAsPheAndDecryptsOnEachBackend() {
    forEach(
        "raw_encrypt_decrypt",
        (vector, tools) -> {
          BigInteger m = integer(vector, "m");
          Ciphertext c = tools.encryptor.encryptWith(m, integer(vector, "r"));
          assertThat(c.value()).isEqualTo(integer(vector, "c"));
          for (ModularArithmetic other : backends) {
            assertThat(tools(vector, other).decryptor.decrypt(c)).isEqualTo(m);
          }
        });
  }

  @Test
  void decryptsByCrt() {
    forEach(
        "decrypt_crt",
        (vector, tools) ->
            assertThat(tools.decryptor.decrypt(tools.ciphertext(vector, "c")))
                .isEqualTo(integer(vector, "m")));
  }

  @Test
  void computesOnCiphertextsAsPhe() {
    forEach(
        "homomorphic_ops",
        (vector, tools) -> {
          BigInteger n = tools.key.publicKey().modulus();
          Ciphertext c = operate(vector, tools);
          assertThat(c.value()).isEqualTo(integer(vector, "c"));
          String result = vector.has("result") ? "result" : "raw_m";
          assertThat(tools.decryptor.decrypt(c)).isEqualTo(integer(vector, result).mod(n));
        });
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
  void encryptsSignedAndPackedAndFloatEncodingsAsPhe() {
    for (var file : Map.of("signed_integers", "encoding", "packing", "packed").entrySet()) {
      forEach(file.getKey(), (vector, tools) -> encryptsAs(vector, tools, file.getValue()));
    }
    forEach("phe_floats", (vector, tools) -> encryptsAs(vector, tools, "encoding"));
  }

  private static void encryptsAs(JsonNode vector, Tools tools, String plaintext) {
    if (vector.has("c") && vector.has("r") && vector.has(plaintext)) {
      Ciphertext c = tools.encryptor.encryptWith(integer(vector, plaintext), integer(vector, "r"));
      assertThat(c.value()).isEqualTo(integer(vector, "c"));
    }
  }

  @Test
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
  void raisesTheFixedBaseOfDamgardJurikNielsen() {
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
          BigInteger base = ring.power(h, n);
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
    Ciphertext good = tools.encryptor.encryptWith(BigInteger.TEN, BigInteger.TWO);
    boolean rejected = false;
    try (CiphertextReducer reducer = CiphertextReducer.of(key, arithmetic);
        SquareRing ring = arithmetic.squareRing(key.modulus())) {
      for (int index : new int[] {0, 499, 999}) {
        BlockArray blocks = BlockArray.allocate(1000, key.ciphertextBytes());
        for (int i = 0; i < blocks.count(); i++) {
          blocks.set(i, i == index ? value : good.value());
        }
        try {
          reducer.sum(new CiphertextBatch(key, blocks));
          Tripwire.create().admit(ring, blocks.slice(index, index + 1), index);
        } catch (InvalidCiphertextException | RandomnessException e) {
          assertThat(e.getMessage()).hasLineCount(1).contains(String.valueOf(index));
          rejected = true;
        }
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

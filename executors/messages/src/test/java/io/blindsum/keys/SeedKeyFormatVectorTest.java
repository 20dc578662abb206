package io.blindsum.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.paillier.InvalidKeyException;
import io.blindsum.paillier.KeyGate;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.testing.Vectors;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Reads each key of {@code malformed_public_keys.json} as a job would bring it. */
class SeedKeyFormatVectorTest {
  private static final String FIELD = "paillier-pubkey";

  /** What n does not tell, or not without long work, and the keys that are only listed. */
  private static final Set<String> BEYOND_N =
      Set.of(
          "by bounded factoring work",
          "by gcd with known keys",
          "by deny-list",
          "needs a proof by the key holder or an approved-key list",
          "needs the key certificate (n-th roots)");

  static List<JsonNode> keys() {
    return Vectors.entries("malformed_public_keys").stream()
        .filter(vector -> !BEYOND_N.contains(Vectors.text(vector, "detectable")))
        .toList();
  }

  static List<JsonNode> goodKeys() {
    return Vectors.entries("keys");
  }

  @ParameterizedTest
  @MethodSource("keys")
  void admitsTheControlsAlone(JsonNode vector) {
    Object value = value(vector);
    KeyGate gate = KeyGate.forInspection();
    if (Vectors.text(vector, "expect").equals("accept")) {
      PaillierPublicKey key = SeedKeyFormat.readPublic(FIELD, value, gate);
      assertThat(key.modulusBits()).isEqualTo(Vectors.integer(vector, "n_bits").intValue());
      assertThat(SeedKeyFormat.write(key)).isEqualTo(value);
    } else {
      assertThatThrownBy(() -> SeedKeyFormat.readPublic(FIELD, value, gate))
          .isInstanceOf(InvalidKeyException.class)
          .message()
          .matches("paillier-pubkey(\\.n)?: [a-z].*")
          .hasLineCount(1)
          .hasSizeLessThan(200)
          .doesNotContainPattern("[0-9]{8}");
    }
  }

  @ParameterizedTest
  @MethodSource("keys")
  void refusesTheSameTextsInAFile(JsonNode vector) {
    String text = value(vector) instanceof String string ? string : vector.get(FIELD).toString();
    KeyGate gate = KeyGate.forInspection();
    if (Vectors.text(vector, "expect").equals("accept")) {
      assertThat(KeyFiles.parsePublic("key", text + "\n", gate).format()).isEqualTo(KeyFormat.SEED);
    } else {
      assertThatThrownBy(() -> KeyFiles.parsePublic("key", text, gate))
          .isInstanceOf(KeyFileException.class)
          .message()
          .hasLineCount(1)
          .hasSizeLessThan(200)
          .doesNotContainPattern("[0-9]{8}");
    }
  }

  @ParameterizedTest
  @MethodSource("goodKeys")
  void writesAndReadsKeysToTheByte(JsonNode vector) {
    String publicText = Vectors.text(vector, "seed_public_key_b64");
    String privateText = Vectors.text(vector, "seed_private_key_b64");
    KeyGate gate = KeyGate.forInsecureTestKeys();
    assertThat(SeedKeyFormat.write(SeedKeyFormat.readPublic(FIELD, publicText, gate)))
        .isEqualTo(publicText);
    assertThat(SeedKeyFormat.write(SeedKeyFormat.readPrivate("key", privateText)))
        .isEqualTo(privateText);
  }

  @Test
  void namesAPrivateKeySentForAPublicOne() {
    String text = Vectors.text(goodKeys().get(0), "seed_private_key_b64");
    assertThatThrownBy(() -> SeedKeyFormat.readPublic(FIELD, text, KeyGate.standard()))
        .hasMessage("paillier-pubkey: a private key, which must never be sent");
  }

  private static @Nullable Object value(JsonNode vector) {
    JsonNode value = vector.get(FIELD);
    if (value.isNull()) {
      return null;
    }
    return value.isString() ? value.stringValue() : value;
  }
}

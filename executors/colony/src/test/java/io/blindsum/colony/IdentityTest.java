package io.blindsum.colony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Checks keys and signatures against libsecp256k1 and pycolonies, and what the server refused. */
class IdentityTest {
  private static final String ONES = "01".repeat(32);

  @ParameterizedTest
  @MethodSource("vectors")
  void derivesIdAndSignsByteForByteLikeOthers(JsonNode vector) {
    Identity identity = Identity.fromPrivateKey(vector.get("private_key").stringValue());
    String message = vector.get("message").stringValue();
    String signature = vector.get("signature_libsecp256k1_rfc6979").stringValue();

    assertThat(Identity.idOf(vector.get("public_key_uncompressed").stringValue()))
        .isEqualTo(identity.id());
    assertThat(identity.id()).isEqualTo(vector.get("id").stringValue());
    assertThat(identity.sign(message)).isEqualTo(signature);
    assertThat(Identity.recoverId(message, signature)).isEqualTo(identity.id());
    assertThat(Identity.recoverId(message, vector.get("signature_pycolonies").stringValue()))
        .isEqualTo(identity.id());
  }

  static Stream<JsonNode> vectors() throws IOException {
    return elements("vectors");
  }

  @Test
  void refusesWhatTheServerRefusesAndTakesUppercase() throws IOException {
    JsonNode[] cases = elements("negative").toArray(JsonNode[]::new);
    String message = "hello world";
    assertThatThrownBy(() -> Identity.recoverId(message, signatureOf(cases[0])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Failed verify signature: Signature s value is over half the order");
    assertThatThrownBy(() -> Identity.recoverId(message, signatureOf(cases[1])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Failed to recover public key: invalid signature");
    assertThat(Identity.recoverId(message, signatureOf(cases[2])))
        .isEqualTo(Identity.fromPrivateKey(ONES).id());
  }

  @Test
  void refusesOddSignatures() {
    assertThatThrownBy(() -> Identity.recoverId("e30=", "ab"))
        .hasMessage("Invalid signature length");
    assertThatThrownBy(() -> Identity.recoverId("e30=", "0".repeat(130)))
        .hasMessageEndingWith("R is 0");
    assertThatThrownBy(() -> Identity.recoverId("e30=", "zz".repeat(65)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Identity.recoverId("e30=", "ff".repeat(32) + "01".repeat(32) + "00"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void recoversAnotherIdFromAnotherText() {
    Identity identity = Identity.generate();
    assertThat(Identity.recoverId("b", identity.sign("a"))).isNotEqualTo(identity.id());
  }

  @Test
  void refusesBadKeysWithoutRepeatingThem() {
    String order = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";
    for (String bad : new String[] {"0".repeat(64), order, "abc", "g".repeat(64)}) {
      assertThatThrownBy(() -> Identity.fromPrivateKey(bad))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining(bad);
    }
  }

  @Test
  void printsNoSecretAndRoundTripsOnExport() {
    Identity identity = Identity.generate();
    String secret = identity.exportPrivateKeyHex();
    assertThat(identity.toString()).contains(identity.id()).doesNotContain(secret);
    assertThat(Identity.fromPrivateKey(secret).id()).isEqualTo(identity.id());
  }

  private static String signatureOf(JsonNode node) {
    return node.get("signature").stringValue();
  }

  private static Stream<JsonNode> elements(String member) throws IOException {
    try (InputStream in = IdentityTest.class.getResourceAsStream("crypto-vectors.json")) {
      JsonNode root = Wire.JSON.readTree(Objects.requireNonNull(in));
      return StreamSupport.stream(root.get(member).spliterator(), false);
    }
  }
}

package io.blindsum.paillier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.testing.Requirement;
import io.blindsum.testing.Vectors;
import java.math.BigInteger;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Puts the moduli of {@code malformed_public_keys.json} and {@code keys.json} to the gate. */
class KeyGateVectorTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Set<String> NOT_ABOUT_N =
      Set.of("encoding", "type", "DJN hs from the wire", "DJN on a non-Blum key", "published key");
  private static final int MAX_DIGITS = 20_000;

  static List<JsonNode> moduli() {
    return Vectors.entries("malformed_public_keys").stream()
        .filter(vector -> !NOT_ABOUT_N.contains(Vectors.text(vector, "class")))
        .filter(vector -> Vectors.text(vector, "paillier-pubkey").length() < 2 * MAX_DIGITS)
        .toList();
  }

  static List<JsonNode> keys() {
    return Vectors.entries("keys");
  }

  static List<JsonNode> publishedKeys() {
    return Vectors.publishedKeys();
  }

  @ParameterizedTest
  @MethodSource("moduli")
  @Requirement(
      id = "R1",
      figure = "malformed public keys that n gives away: 0 accepted; controls accepted")
  void refusesWhatNAloneGivesAwayAndAdmitsTheControls(JsonNode vector) {
    KeyGate gate = KeyGate.forInspection();
    BigInteger n = modulus(vector);
    if (Vectors.text(vector, "expect").equals("accept")) {
      assertThat(gate.admit("paillier-pubkey.n", n).modulus()).isEqualTo(n);
    } else if (Vectors.text(vector, "detectable").equals("from n alone")) {
      assertThatThrownBy(() -> gate.admit("paillier-pubkey.n", n))
          .isInstanceOf(InvalidKeyException.class)
          .message()
          .startsWith("paillier-pubkey.n: " + expectedWords(vector))
          .hasLineCount(1)
          .hasSizeLessThan(200)
          .doesNotContainPattern("[0-9]{8}");
    } else if (Vectors.text(vector, "class").equals("shared prime")) {
      KeyGate experienced = KeyGate.forInspection();
      keys().stream()
          .map(key -> Vectors.integer(key, "n"))
          .filter(known -> !isTooSmall(known))
          .forEach(known -> experienced.admit("n", known));
      assertThat(experienced.examine(n)).contains(KeyDefect.SHARED_PRIME);
    }
  }

  @ParameterizedTest
  @MethodSource("publishedKeys")
  @Requirement(id = "R1", figure = "published test keys: 0 accepted")
  void refusesEveryPublishedKey(JsonNode vector) {
    BigInteger n = Vectors.integer(vector, "n");
    assertThat(KeyGate.isPublished(PaillierPublicKey.of(n))).isTrue();
    assertThat(KeyGate.standard().examine(n))
        .contains(isTooSmall(n) ? KeyDefect.TOO_SMALL : KeyDefect.PUBLISHED);
    assertThat(KeyGate.forInsecureTestKeys().examine(n)).isEmpty();
  }

  /** The keys of other vectors are good ones, unless they are known to be published as well. */
  @ParameterizedTest
  @MethodSource("keys")
  void admitsOtherKeysOfFullSize(JsonNode vector) {
    BigInteger n = Vectors.integer(vector, "n");
    assertThat(KeyGate.standard().examine(n).isEmpty())
        .isEqualTo(!isTooSmall(n) && !KeyGate.isPublished(PaillierPublicKey.of(n)));
    assertThat(KeyGate.forInsecureTestKeys().examine(n)).isEmpty();
  }

  private static boolean isTooSmall(BigInteger n) {
    return n.bitLength() < PaillierParameters.FLOOR_BITS;
  }

  private static String expectedWords(JsonNode vector) {
    String words = Vectors.text(vector, "class");
    return switch (words) {
      case "numeric" -> "";
      case "small factors" -> KeyDefect.SMALL_FACTOR.words();
      default -> words;
    };
  }

  private static BigInteger modulus(JsonNode vector) {
    byte[] document = Base64.getDecoder().decode(Vectors.text(vector, "paillier-pubkey"));
    return Vectors.integer(MAPPER.readTree(document), "n");
  }
}

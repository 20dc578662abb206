package io.blindsum.protection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.testing.Seeds;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SigningKeyTest {
  private static final byte[] MESSAGE = "24 rows".getBytes(UTF_8);

  /** RFC 8032, section 7.1, tests 1 and 3: the seeds and their public keys. */
  @Test
  void halvesAreThoseOfTheStandard() {
    pair(
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    pair(
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025");
  }

  private static void pair(String seed, String verifyingKey) {
    byte[] bytes = HexFormat.of().parseHex(seed);
    SigningKey key = SigningKey.of(bytes, new VerifyingKey(verifyingKey));
    assertThat(key.seed()).isEqualTo(bytes);
    assertThat(key.toString()).doesNotContain(seed.substring(0, 8));
  }

  @Test
  void aSignatureIsGoodForItsPurposeAndMessageAlone() {
    SigningKey key = SigningKey.generate();
    VerifyingKey verifier = key.verifyingKey();
    String signature = key.sign("batch", MESSAGE);
    assertThat(verifier.verifies("batch", MESSAGE, signature)).isTrue();
    assertThat(verifier.verifies("plan", MESSAGE, signature)).isFalse();
    assertThat(SigningKey.generate().verifyingKey().verifies("batch", MESSAGE, signature))
        .isFalse();
    assertThat(verifier.verifies("batch", MESSAGE, "")).isFalse();
    assertThat(verifier.verifies("batch", MESSAGE, "f".repeat(128))).isFalse();
    assertThat(verifier.verifies("batch", MESSAGE, signature.toUpperCase(java.util.Locale.ROOT)))
        .isFalse();
    assertThat(SigningKey.of(key.seed(), verifier).sign("batch", MESSAGE)).isEqualTo(signature);
  }

  @Test
  void everyFlippedBitIsSeen() {
    SigningKey key = SigningKey.generate();
    String signature = key.sign("batch", MESSAGE);
    Random random = Seeds.random("SigningKeyTest");
    for (int i = 0; i < 200; i++) {
      byte[] message = MESSAGE.clone();
      byte[] other = HexFormat.of().parseHex(signature);
      byte[] flipped = random.nextBoolean() ? message : other;
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
      String text = HexFormat.of().formatHex(other);
      assertThat(key.verifyingKey().verifies("batch", message, text)).isFalse();
    }
  }

  @Test
  void halvesOfTwoKeysAreRefused() {
    SigningKey key = SigningKey.generate();
    VerifyingKey other = SigningKey.generate().verifyingKey();
    assertThatThrownBy(() -> SigningKey.of(key.seed(), other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("do not belong together");
    assertThatThrownBy(() -> new VerifyingKey("0".repeat(63)))
        .isInstanceOf(IllegalArgumentException.class);
    // no point of the curve has y = 2
    VerifyingKey noPoint = new VerifyingKey("02" + "0".repeat(62));
    assertThat(noPoint.verifies("batch", MESSAGE, key.sign("batch", MESSAGE))).isFalse();
  }
}

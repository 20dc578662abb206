package io.blindsum.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** RFC 5869, appendix A. */
class HkdfTest {
  @Test
  void basicCase() {
    byte[] okm =
        Hkdf.derive(
            bytes("0b".repeat(22)),
            bytes("000102030405060708090a0b0c"),
            bytes("f0f1f2f3f4f5f6f7f8f9"),
            42);
    assertThat(okm)
        .isEqualTo(
            bytes(
                "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"
                    + "34007208d5b887185865"));
  }

  @Test
  void longInputsAndOutput() {
    byte[] okm = Hkdf.derive(range(0x00, 80), range(0x60, 80), range(0xb0, 80), 82);
    assertThat(okm)
        .isEqualTo(
            bytes(
                "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c"
                    + "59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71"
                    + "cc30c58179ec3e87c14c01d5c1f3434f1d87"));
  }

  @Test
  void noSaltAndNoInfo() {
    byte[] okm = Hkdf.derive(bytes("0b".repeat(22)), new byte[0], new byte[0], 42);
    assertThat(okm)
        .isEqualTo(
            bytes(
                "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
                    + "9d201395faa4b61a96c8"));
  }

  @Test
  void listsOfTextsNeverMeet() {
    assertThat(Hkdf.info("ab", "c")).isNotEqualTo(Hkdf.info("a", "bc"));
    assertThat(Hkdf.info("a", "")).isNotEqualTo(Hkdf.info("a"));
  }

  @Test
  void lengthHasBounds() {
    byte[] secret = new byte[32];
    assertThat(Hkdf.derive(secret, secret, secret, 8160)).hasSize(8160);
    assertThatThrownBy(() -> Hkdf.derive(secret, secret, secret, 8161))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static byte[] range(int first, int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) (first + i);
    }
    return bytes;
  }
}

package io.blindsum.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** RFC 9180, appendix A.1.1: base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-128-GCM. */
class HpkeTest {
  private static final String SHARED_SECRET =
      "fe0e18c9f024ce43799ae393c7e8fe8fce9d218875e8227b0187c04e7d2ea1fc";
  private static final byte[] INFO = hex("4f6465206f6e2061204772656369616e2055726e");
  private static final byte[] AAD = hex("436f756e742d30");
  private static final byte[] PLAINTEXT =
      hex("4265617574792069732074727574682c20747275746820626561757479");
  private static final String ENC =
      "37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431";
  private static final String CIPHERTEXT =
      "f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a9"
          + "6d8770ac83d07bea87e13c512a";

  private final SealPrivateKey ephemeral =
      key("52c4a758a802cd8b936eceea314432798d5baf2d7e9235dc084ab1b9cfa2f736", ENC);
  private final SealPrivateKey recipient =
      key(
          "4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8",
          "3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d");
  private final Hpke aes128 = new Hpke(1, 16);

  @Test
  void encapsulatesAndSealsAsTheStandardDoes() {
    assertThat(Hpke.decapsulate(recipient, hex(ENC))).isEqualTo(hex(SHARED_SECRET));
    byte[] sealed = aes128.seal(ephemeral, recipient.publicKey(), INFO, AAD, PLAINTEXT);
    assertThat(sealed).isEqualTo(hex(ENC + CIPHERTEXT));
    assertThat(aes128.open(recipient, INFO, AAD, sealed)).isEqualTo(PLAINTEXT);
  }

  @Test
  void oneSuiteDoesNotOpenTheOther() {
    byte[] sealed = Hpke.AES_256_GCM.seal(ephemeral, recipient.publicKey(), INFO, AAD, PLAINTEXT);
    assertThat(Hpke.AES_256_GCM.open(recipient, INFO, AAD, sealed)).isEqualTo(PLAINTEXT);
    assertThatThrownBy(() -> aes128.open(recipient, INFO, AAD, sealed))
        .isInstanceOf(SealException.class);
  }

  private static SealPrivateKey key(String scalar, String publicHalf) {
    return SealPrivateKey.of(hex(scalar), new SealPublicKey(publicHalf));
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}

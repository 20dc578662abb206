package io.blindsum.protection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SealTest {
  private static final byte[] FRAME = "ciphertexts of 24 patients".getBytes(UTF_8);
  private static final String[] PLACE = {"batch", "heart", "r1", "plan", "3", "0"};

  private final SealPrivateKey cloud = SealPrivateKey.generate();

  @Test
  void theHolderOpensAndNobodyElse() {
    byte[] sealed = Seal.seal(cloud.publicKey(), FRAME, PLACE);
    assertThat(Seal.isSealed(sealed)).isTrue();
    assertThat(Seal.recipient(sealed)).isEqualTo(cloud.publicKey());
    assertThat(new String(sealed, UTF_8)).doesNotContain("patients");
    assertThat(Seal.open(cloud, sealed, PLACE)).isEqualTo(FRAME);
    assertThat(Seal.seal(cloud.publicKey(), FRAME, PLACE)).isNotEqualTo(sealed);

    SealPrivateKey other = SealPrivateKey.generate();
    refused(() -> Seal.open(other, sealed, PLACE));
    // even under the name of the true recipient
    byte[] renamed = Seal.seal(other.publicKey(), FRAME, PLACE);
    System.arraycopy(sealed, 0, renamed, 0, 42);
    refused(() -> Seal.open(cloud, renamed, PLACE));
    assertThat(cloud.toString()).startsWith("private half of sealing key ");
  }

  @Test
  void everyFlippedBitIsSeen() {
    byte[] sealed = Seal.seal(cloud.publicKey(), FRAME, PLACE);
    for (int bit = 0; bit < Byte.SIZE * sealed.length; bit++) {
      byte[] altered = sealed.clone();
      altered[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      refused(() -> Seal.open(cloud, altered, PLACE));
    }
    for (int length : new int[] {0, 7, 41, 42, 73, 89, sealed.length - 1}) {
      refused(() -> Seal.open(cloud, Arrays.copyOf(sealed, length), PLACE));
    }
    refused(() -> Seal.open(cloud, Arrays.copyOf(sealed, sealed.length + 1), PLACE));
  }

  @Test
  void aSealIsGoodForItsPlaceAlone() {
    byte[] sealed = Seal.seal(cloud.publicKey(), FRAME, PLACE);
    for (int i = 0; i < PLACE.length; i++) {
      String[] other = PLACE.clone();
      other[i] = PLACE[i] + "x";
      refused(() -> Seal.open(cloud, sealed, other));
    }
    refused(() -> Seal.open(cloud, sealed, Arrays.copyOf(PLACE, PLACE.length - 1)));
    // the same letters at other borders
    refused(() -> Seal.open(cloud, sealed, "batchheart", "r1", "plan", "3", "0"));
  }

  @Test
  void aKeyHasOneTextAndIsOfFullOrder() {
    // every u of small order below the prime (Bernstein, Curve25519, "may I use any public key")
    for (String small :
        List.of(
            "0".repeat(64),
            "01" + "0".repeat(62),
            "ec" + "f".repeat(60) + "7f",
            "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
            "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157")) {
      assertThatThrownBy(() -> new SealPublicKey(small))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a sealing key is a point of large order");
    }
    for (String text :
        List.of("0".repeat(63), "G".repeat(64), "f".repeat(64), "ed" + "f".repeat(60) + "7f")) {
      assertThatThrownBy(() -> new SealPublicKey(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a sealing key is 64 lowercase hex digits");
    }
    assertThatThrownBy(
            () -> SealPrivateKey.of(cloud.scalar(), SealPrivateKey.generate().publicKey()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("do not belong together");
    SealPrivateKey copy = SealPrivateKey.of(cloud.scalar(), cloud.publicKey());
    assertThat(Seal.open(copy, Seal.seal(cloud.publicKey(), FRAME, PLACE), PLACE)).isEqualTo(FRAME);
  }

  private static void refused(ThrowingCallable opening) {
    assertThatThrownBy(opening)
        .isInstanceOf(SealException.class)
        .hasMessage("not sealed to this key for this place, or altered");
  }
}

package io.blindsum.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.blindsum.testing.Refusals;
import io.blindsum.testing.Requirement;
import java.util.Arrays;
import java.util.HexFormat;

/** Sealed bytes, of any bytes. */
public class SealFuzz {
  private static final String PLACE = "batch 0";
  // the recipient of RFC 9180, A.1, so that a corpus can be sealed to it
  private static final SealPrivateKey KEY =
      SealPrivateKey.of(
          HexFormat.of()
              .parseHex("4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8"),
          new SealPublicKey("3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d"));

  @FuzzTest
  @Requirement(id = "R31", figure = "sealed bytes of any bytes: opened as sealed, or refused")
  public void opens(byte[] input) {
    Refusals.parse(() -> Seal.recipient(input), SealException.class)
        .ifPresent(recipient -> assertThat(Seal.isSealed(input)).isTrue());
    Refusals.parse(() -> Seal.open(KEY, input, PLACE), SealException.class);
    Refusals.parse(() -> Seal.open(KEY, headed(input), PLACE), SealException.class);
    byte[] sealed = Seal.seal(KEY.publicKey(), input, PLACE);
    assertThat(Seal.open(KEY, sealed, PLACE)).isEqualTo(input);
    sealed[Math.floorMod(Arrays.hashCode(input), sealed.length)] ^= 1;
    assertThatExceptionOfType(SealException.class).isThrownBy(() -> Seal.open(KEY, sealed, PLACE));
  }

  /** Puts the input behind the start of what is sealed to this key, where fuzzing seldom gets. */
  private static byte[] headed(byte[] input) {
    byte[] start = Seal.seal(KEY.publicKey(), new byte[0], PLACE);
    int head = Long.BYTES + Short.BYTES + SealPublicKey.BYTES;
    byte[] both = Arrays.copyOf(start, head + input.length);
    System.arraycopy(input, 0, both, head, input.length);
    return both;
  }
}

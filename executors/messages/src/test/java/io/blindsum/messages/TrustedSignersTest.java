package io.blindsum.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.messages.TrustedSigners.Standing;
import io.blindsum.protection.SigningKey;
import io.blindsum.text.DataException;
import io.blindsum.text.YamlMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrustedSignersTest {
  private final SigningKey r1 = SigningKey.generate();
  private final SigningKey cloud = SigningKey.generate();
  private final SigningKey stranger = SigningKey.generate();
  private final TrustedSigners signers =
      new TrustedSigners(Map.of("r1", r1.verifyingKey()), List.of(cloud.verifyingKey()));

  @Test
  void readsAFileThatNamesKeys() {
    String text =
        """
        sites:
          r1: %s
        clouds:
          - %s
        """
            .formatted(r1.verifyingKey().text(), cloud.verifyingKey().text());
    assertThat(TrustedSigners.of(YamlMap.parse("signers", text))).isEqualTo(signers);
    assertThat(TrustedSigners.of(YamlMap.parse("signers", "{}"))).isEqualTo(TrustedSigners.NONE);
    assertThatThrownBy(() -> TrustedSigners.of(YamlMap.parse("signers", "sites: {r1: abc}")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("r1: a signing key has 64 lowercase hex digits");
    assertThatThrownBy(() -> TrustedSigners.of(YamlMap.parse("signers", "clouds: [abc]")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("clouds: a signing key has 64");
    String twice = "sites: {r1: %1$s, r2: %1$s}".formatted(r1.verifyingKey().text());
    assertThatThrownBy(() -> TrustedSigners.of(YamlMap.parse("signers", twice)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("r2: another one has this key");
  }

  @Test
  void believesKnownKeysAndSaysWhatOtherSignaturesAreWorth() {
    Signed<BatchMessage> batch = Messages.batch("r1", 3);
    assertThat(signers.ofSite("batch", "r1", batch.by(r1))).isEqualTo(Standing.TRUSTED);
    assertThat(signers.ofCloud("result", Messages.all().get(4).by(cloud)))
        .isEqualTo(Standing.TRUSTED);
    assertThat(signers.ofSite("batch", "r2", batch.by(stranger))).isEqualTo(Standing.UNKNOWN);
    assertThat(TrustedSigners.NONE.ofSite("batch", "r1", batch)).isEqualTo(Standing.UNSIGNED);
  }

  @Test
  void refusesAWrongOrMissingSignatureWhereTheKeyIsKnown() {
    Signed<BatchMessage> batch = Messages.batch("r1", 3);
    String reason = "batch: not signed by the key of site r1";
    refused(reason, batch);
    refused(reason, batch.by(stranger));
    refused(reason, batch.by(cloud));
    Signed<BatchMessage> signed = batch.by(r1);
    refused(reason, new Signed<>(batch.message(), "", signed.signer(), ""));
    // the right signature over another batch
    refused(
        reason,
        new Signed<>(Messages.batch("r1", 4).message(), "", signed.signer(), signed.signature()));
  }

  @Test
  void refusesASignatureThatIsNobodys() {
    Signed<BatchMessage> batch = Messages.batch("r2", 3);
    Signed<BatchMessage> signed = batch.by(stranger);
    Signed<BatchMessage> moved =
        new Signed<>(Messages.batch("r2", 4).message(), "", signed.signer(), signed.signature());
    Signed<BatchMessage> noKey = new Signed<>(batch.message(), "", "me", signed.signature());
    for (Signed<BatchMessage> message : List.of(moved, noKey)) {
      assertThatExceptionOfType(SignatureException.class)
          .isThrownBy(() -> TrustedSigners.NONE.ofSite("batch", "r2", message))
          .withMessage("batch: its signature is not over what it says");
    }
  }

  private void refused(String reason, Signed<?> message) {
    assertThatExceptionOfType(SignatureException.class)
        .isThrownBy(() -> signers.ofSite("batch", "r1", message))
        .withMessage(reason);
  }
}

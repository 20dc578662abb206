package io.blindsum.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MessageTest {
  private static final String ABSTAINED =
      "{\"blindsum\":1,\"kind\":\"abstained\",\"study\":\"heart\",\"site\":\"r3\",\"plan\":\""
          + Messages.PLAN
          + "\",\"reason\":\"cohort below the minimum\",\"signer\":\"\",\"signature\":\"\"}";

  static List<Message> messages() {
    return Messages.all();
  }

  @ParameterizedTest
  @MethodSource("messages")
  void readsWhatItWrites(Message message) {
    Message read = Message.parse("in[0]", message.toText());
    assertThat(read).isEqualTo(message);
    assertThat(read.toText()).isEqualTo(message.toText());
    assertThat(Message.isMessage(message.toText())).isTrue();
  }

  @Test
  void textIsFixed() {
    assertThat(Messages.all().get(1).toText()).isEqualTo(ABSTAINED);
    assertThat(Messages.batch("r1", 3).toText())
        .isEqualTo(
            "{\"blindsum\":1,\"kind\":\"batch\",\"study\":\"heart\",\"site\":\"r1\",\"plan\":\""
                + Messages.PLAN
                + "\",\"batch\":3,\"attempt\":0,\"rows\":\"100\",\"key\":\""
                + Messages.KEY
                + "\",\"digest\":\""
                + Messages.DIGEST
                + "\",\"frame\":\"AAAA\",\"signer\":\"\",\"signature\":\"\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"blindsum\":1|\"blindsum\":2|version 1",
        "\"blindsum\":1|\"blindsum\":\"1\"|version 1",
        "\"blindsum\":1|\"x\":1|version 1",
        "\"kind\":\"abstained\"|\"kind\":\"other\"|kind is none of",
        "\"kind\":\"abstained\"|\"kind\":\"batch\"|missing, unknown or of another type",
        "\"signer\":\"\"|\"other\":\"\"|is missing, unknown",
        "\"signer\":\"\"|\"site\":\"\"|each member once",
        "\"signer\":\"\",|''|missing",
        "\"reason\":\"cohort below the minimum\"|\"reason\":7|member reason",
        "\"reason\":\"cohort below the minimum\"|\"reason\":null|member reason",
        "\"reason\":\"cohort below the minimum\"|\"reason\":\"two\\nlines\"|control character",
        "\"site\":\"r3\"|\"site\":\"\"|site: is empty",
        "\"plan\":\"1a|\"plan\":\"1A|64 lowercase hex",
        "\"signature\":\"\"}|\"signature\":\"\"}{}|one JSON object",
        "\"signature\":\"\"}|\"signature\":\"\"|one JSON object",
      })
  void refusesWhatIsNotExactlyAMessage(String from, String to, String reason) {
    String altered = ABSTAINED.replace(from, to);
    assertThat(altered).isNotEqualTo(ABSTAINED);
    assertThatExceptionOfType(MessageException.class)
        .isThrownBy(() -> Message.parse("in[0]", altered))
        .withMessageContaining(reason)
        .withMessageNotContaining("\n");
  }

  @ParameterizedTest
  @CsvSource({"100", "\"0100\"", "\"-1\"", "\"1e2\"", "\"\"", "100.0", "\"9999999999999999999\""})
  void takesCountsAsCanonicalTextOnly(String count) {
    String text = Messages.batch("r1", 3).toText().replace("\"rows\":\"100\"", "\"rows\":" + count);
    assertThatExceptionOfType(MessageException.class)
        .isThrownBy(() -> Message.parse("in[0]", text))
        .withMessageContaining("member rows");
  }

  @Test
  void saysWhichKindWasExpected() {
    assertThatExceptionOfType(MessageException.class)
        .isThrownBy(() -> Message.parse("in[4]", ABSTAINED, BatchMessage.class))
        .withMessage("in[4]: a message of kind abstained, batch expected");
  }

  @Test
  void signsEveryMemberButFrameAndSignature() {
    BatchMessage batch = Messages.batch("r1", 3);
    byte[] signed = batch.signedBytes();
    assertThat(batch.signedBy("", "sig").signedBytes()).isEqualTo(signed);
    assertThat(batch.signedBy("me", "").signedBytes()).isNotEqualTo(signed);
    assertThat(batch.receipt().message("heart", Messages.KEY).signedBytes()).isEqualTo(signed);
    assertThat(batch.receipt().message("other", Messages.KEY).signedBytes()).isNotEqualTo(signed);

    Set<String> encodings =
        Messages.all().stream()
            .map(message -> HexFormat.of().formatHex(message.signedBytes()))
            .collect(Collectors.toSet());
    assertThat(encodings).hasSize(Messages.all().size());
  }

  @Test
  void signedBytesAreFixed() {
    // o 6 members | m 4 kind s 9 abstained | m 4 plan s 64 ... | m 6 reason ... in order of names
    String hex =
        HexFormat.of()
            .formatHex(
                new AbstainedMessage("h", "r", Messages.PLAN, "w", "me", "sig").signedBytes());
    assertThat(hex)
        .isEqualTo(
            "6f00000006"
                + "6d00000004"
                + "6b696e64"
                + "7300000009"
                + "61627374"
                + "61696e6564"
                + "6d00000004"
                + "706c616e"
                + "7300000040"
                + "3161".repeat(32)
                + "6d00000006"
                + "726561736f6e"
                + "7300000001"
                + "77"
                + "6d00000006"
                + "7369676e6572"
                + "7300000002"
                + "6d65"
                + "6d00000004"
                + "73697465"
                + "7300000001"
                + "72"
                + "6d00000005"
                + "7374756479"
                + "7300000001"
                + "68");
  }

  @Test
  void sourceDigestNamesTheBatchAndNotTheAttempt() {
    // sha256sum over 0005 "heart" 0002 "r1" 0040 "1a1a..." 0003, lengths in 4 bytes
    assertThat(Messages.batch("r1", 3).name().sourceDigest("heart"))
        .isEqualTo("a31619e9e826c535fae42135eee2bc2cb883d20a6c9b65462ed73674a7fd4d67");
  }
}

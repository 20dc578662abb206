package io.blindsum.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.blindsum.protection.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MessageTest {
  private static final String ABSTAINED =
      "{\"blindsum\":2,\"message\":{\"kind\":\"abstained\",\"run\":\""
          + Messages.RUN
          + "\",\"study\":\"heart\",\"site\":\"r3\",\"plan\":\""
          + Messages.PLAN
          + "\",\"reason\":\"cohort below the minimum\"},"
          + "\"frame\":\"\",\"signer\":\"\",\"signature\":\"\"}";

  static List<Signed<?>> messages() {
    return Messages.all();
  }

  @ParameterizedTest
  @MethodSource("messages")
  void readsWhatItWrites(Signed<?> message) {
    Signed<?> read = Signed.parse("in[0]", message.toText());
    assertThat(read).isEqualTo(message);
    assertThat(read.toText()).isEqualTo(message.toText());
    assertThat(Signed.isMessage(message.toText())).isTrue();
  }

  @Test
  void textIsFixed() {
    assertThat(Messages.all().get(1).toText()).isEqualTo(ABSTAINED);
    assertThat(Messages.batch("r1", 3).toText())
        .isEqualTo(
            "{\"blindsum\":2,\"message\":{\"kind\":\"batch\",\"run\":\""
                + Messages.RUN
                + "\",\"study\":\"heart\",\"site\":\"r1\",\"plan\":\""
                + Messages.PLAN
                + "\",\"batch\":3,\"attempt\":0,\"rows\":\"100\",\"rejected\":\"1\","
                + "\"ciphertexts\":\"50\",\"stream\":\""
                + "4d".repeat(16)
                + "\",\"key\":\""
                + Messages.KEY
                + "\",\"digest\":\""
                + Messages.DIGEST
                + "\"},\"frame\":\"AAAA\",\"signer\":\"\",\"signature\":\"\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"blindsum\":2|\"blindsum\":1|of version 1, and this program reads version 2",
        "\"blindsum\":2|\"blindsum\":3|of version 3, and this program reads version 2",
        "\"blindsum\":2|\"blindsum\":\"2\"|not a message of BlindSum",
        "\"blindsum\":2|\"x\":2|not a message of BlindSum",
        "\"kind\":\"abstained\"|\"kind\":\"other\"|kind is none of",
        "\"kind\":\"abstained\"|\"kind\":\"batch\"|missing, unknown or of another type",
        "\"signer\":\"\"|\"other\":\"\"|is missing, unknown",
        "\"signer\":\"\"|\"frame\":\"\"|each member once",
        "\"signer\":\"\",|''|missing",
        "\"kind\":\"abstained\",|''|kind is none of",
        "\"reason\":\"cohort below the minimum\"|\"reason\":7|member reason",
        "\"reason\":\"cohort below the minimum\"|\"reason\":null|member reason",
        "\"site\":\"r3\"|\"site\":\"\"|site: not a name",
        "\"site\":\"r3\"|\"site\":\"r\\n3\"|site: not a name",
        "\"site\":\"r3\"|\"site\":\"r\\u202e3\"|site: not a name",
        "\"plan\":\"1a|\"plan\":\"1A|64 lowercase hex",
        "\"signature\":\"\"}|\"signature\":\"\"}{}|one JSON object",
        "\"signature\":\"\"}|\"signature\":\"\"|one JSON object",
      })
  void refusesWhatIsNotExactlyAMessage(String from, String to, String reason) {
    String altered = ABSTAINED.replace(from, to);
    assertThat(altered).isNotEqualTo(ABSTAINED);
    assertThatExceptionOfType(MessageException.class)
        .isThrownBy(() -> Signed.parse("in[0]", altered))
        .withMessageContaining(reason)
        .withMessageNotContaining("\n");
  }

  @ParameterizedTest
  @CsvSource({"100", "\"0100\"", "\"-1\"", "\"1e2\"", "\"\"", "100.0", "\"9999999999999999999\""})
  void takesCountsAsCanonicalTextOnly(String count) {
    String text = Messages.batch("r1", 3).toText().replace("\"rows\":\"100\"", "\"rows\":" + count);
    assertThatExceptionOfType(MessageException.class)
        .isThrownBy(() -> Signed.parse("in[0]", text))
        .withMessageContaining("member rows");
  }

  @Test
  void saysWhichKindWasExpected() {
    assertThatExceptionOfType(MessageException.class)
        .isThrownBy(() -> Signed.parse("in[4]", ABSTAINED, BatchMessage.class))
        .withMessage("in[4]: a message of kind abstained, batch expected");
  }

  @Test
  void signsEveryMemberButFrameAndSignature() {
    Signed<BatchMessage> batch = Messages.batch("r1", 3);
    byte[] signed = batch.signedBytes("");
    assertThat(batch.withoutFrame().signedBytes("")).isEqualTo(signed);
    assertThat(batch.signedBytes("me")).isNotEqualTo(signed);
    SigningKey key = SigningKey.generate();
    assertThat(batch.by(key).withFrame("BBBB").verifies(key.verifyingKey())).isTrue();
    assertThat(batch.by(key).verifies(SigningKey.generate().verifyingKey())).isFalse();

    Set<String> encodings =
        Messages.all().stream()
            .map(message -> HexFormat.of().formatHex(message.signedBytes("")))
            .collect(Collectors.toSet());
    assertThat(encodings).hasSize(Messages.all().size());
  }

  /** A text that UTF-8 cannot write is no other text to a signature. */
  @Test
  void halfOfAPairIsNoQuestionMark() {
    SigningKey key = SigningKey.generate();
    Signed<AbstainedMessage> signed = abstained("why? because").by(key);
    for (String other : List.of("why\ud800 because", "why\udfff because", "why\ufffd because")) {
      Signed<AbstainedMessage> altered =
          new Signed<>(abstained(other).message(), "", signed.signer(), signed.signature());
      assertThat(altered.verifies(key.verifyingKey())).isFalse();
      assertThat(altered.digest()).isNotEqualTo(signed.digest());
      assertThat(abstained(other).by(key).verifies(key.verifyingKey())).isTrue();
    }
    assertThat(signed.withFrame("AAAA").digest()).isEqualTo(signed.digest());
    assertThat(abstained("why? because").by(SigningKey.generate()).digest())
        .isNotEqualTo(signed.digest());
  }

  private static Signed<AbstainedMessage> abstained(String reason) {
    return Signed.unsigned(new AbstainedMessage(Messages.RUN, "h", "r", Messages.PLAN, reason));
  }

  @Test
  void signedBytesAreFixed() {
    // o 2 members | m 7 message o 6 members ... in order of names | m 6 signer s 2 me
    String hex =
        HexFormat.of()
            .formatHex(
                Signed.unsigned(new AbstainedMessage(Messages.RUN, "h", "r", Messages.PLAN, "w"))
                    .signedBytes("me"));
    assertThat(hex)
        .isEqualTo(
            "6f00000002"
                + member("message")
                + "6f00000006"
                + member("kind")
                + text("abstained")
                + member("plan")
                + text(Messages.PLAN)
                + member("reason")
                + text("w")
                + member("run")
                + text(Messages.RUN)
                + member("site")
                + text("r")
                + member("study")
                + text("h")
                + member("signer")
                + text("me"));
  }

  private static String member(String name) {
    return "6d" + counted(name);
  }

  private static String text(String value) {
    return "73" + counted(value);
  }

  private static String counted(String ascii) {
    byte[] bytes = ascii.getBytes(StandardCharsets.US_ASCII);
    return String.format(Locale.ROOT, "%08x", bytes.length) + HexFormat.of().formatHex(bytes);
  }

  @Test
  void sourceDigestNamesTheBatchAndNotTheAttempt() {
    // sha256sum over 0005 "heart" 0002 "r1" 0040 "1a1a..." 0003, lengths in 4 bytes
    assertThat(Messages.batch("r1", 3).message().name().sourceDigest("heart"))
        .isEqualTo("a31619e9e826c535fae42135eee2bc2cb883d20a6c9b65462ed73674a7fd4d67");
  }
}

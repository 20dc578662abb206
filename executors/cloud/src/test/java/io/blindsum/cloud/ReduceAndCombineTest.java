package io.blindsum.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.arith.Arithmetics;
import io.blindsum.arith.BlockArray;
import io.blindsum.colony.Process;
import io.blindsum.colony.ProcessState;
import io.blindsum.frame.FrameBatch;
import io.blindsum.frame.FrameQuestion;
import io.blindsum.frame.FrameReader;
import io.blindsum.frame.Protection;
import io.blindsum.frame.ReleaseRule;
import io.blindsum.keys.SeedKeyFormat;
import io.blindsum.messages.AbstainedMessage;
import io.blindsum.messages.BatchMessage;
import io.blindsum.messages.CombineRequest;
import io.blindsum.messages.FrameText;
import io.blindsum.messages.Functions;
import io.blindsum.messages.MissingSite;
import io.blindsum.messages.PartialResultMessage;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.ReduceRequest;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.Signed;
import io.blindsum.paillier.Ciphertext;
import io.blindsum.paillier.Decryptor;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.study.ResultCheck;
import io.blindsum.testing.Vectors;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Adds batches and partial results, each once, and names what does not belong. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReduceAndCombineTest {
  private static final PaillierPrivateKey KEY = Vectors.privateKey("blum-2048");
  private static final PaillierPublicKey OTHER = Vectors.privateKey("phe-2048-nonblum").publicKey();
  private static final String PLAN = "0a".repeat(32);

  private final SignedStudy study = SignedStudy.of(KEY.publicKey(), "a", "b", "c");
  private Cloud cloud;

  @BeforeAll
  void start() throws Exception {
    cloud = Cloud.start(study.identity());
  }

  @AfterAll
  void stop() throws Exception {
    cloud.close();
  }

  @Test
  void addsEveryBatchOnceAndHidesWhatWasAdded() throws Exception {
    List<String> partialResults = new ArrayList<>();
    for (int batch = 0; batch < 2; batch++) {
      Process reduced = reduce(batch, a(batch, 5, 7), b(batch, 11));
      assertThat(reduced.errors()).isEmpty();
      partialResults.add(reduced.out().get(0));
    }
    Process combined = combine(partialResults, 4, 2);
    assertThat(combined.errors()).isEmpty();
    Signed<ResultMessage> result =
        Signed.parse("result", combined.out().get(0), ResultMessage.class);
    assertThat(result.message().receipts()).hasSize(4);
    assertThat(result.message().missing()).containsExactly(new MissingSite("c", "away"));
    assertThat(opened(result.frame())).isEqualTo(BigInteger.valueOf(46));

    // the same product, released under other randomness
    Signed<ResultMessage> again =
        Signed.parse("result", combine(partialResults, 4, 2).out().get(0), ResultMessage.class);
    assertThat(again.message().product()).isEqualTo(result.message().product());
    assertThat(again.frame()).isNotEqualTo(result.frame());
  }

  @Test
  void theResultNamesTheStrictestRuleOfQuestionAndSites() {
    for (int[] wanted : new int[][] {{1, 1}, {1, 25}, {40, 25}, {SignedStudy.MIN_CELL + 1, 1}}) {
      SignedStudy run = SignedStudy.of(KEY.publicKey(), "a", "b", "c");
      List<Signed<PlanMessage>> plans =
          List.of(
              run.planWithRule("a", new ReleaseRule(wanted[0], 5, 3, false), 1, 1),
              run.planWithRule("b", new ReleaseRule(wanted[1], 1, 7, true), 2, 2),
              run.planWithRule("c", new ReleaseRule(1, 6, 4, false), 1, 1));
      List<Signed<BatchMessage>> batches =
          List.of(
              run.batch("a", 0, 0, SignedStudy.encrypt(KEY.publicKey(), 5)),
              run.batch("b", 0, 0, SignedStudy.encrypt(KEY.publicKey(), 6)),
              run.batch("b", 1, 0, SignedStudy.encrypt(KEY.publicKey(), 7)),
              run.batch("c", 0, 0, SignedStudy.encrypt(KEY.publicKey(), 8)));
      Signed<ResultMessage> result =
          run.combine().combine(run.combineRequest(plans, run.reduceAll(plans, 0, batches)));
      ResultCheck.check("result", result, run.signers());
      try (FrameReader reader =
          FrameReader.open(FrameText.channel("result", result.frame()), "result")) {
        assertThat(reader.header().question())
            .extracting(FrameQuestion::rule)
            .isEqualTo(
                new ReleaseRule(
                    Math.max(SignedStudy.MIN_CELL, Math.max(wanted[0], wanted[1])), 6, 7, true));
      }
    }
  }

  @Test
  void countsOnceWhatIsDeliveredAgain() throws Exception {
    String a = a(0, 5, 7);
    String b = b(0, 11);
    Process reduced = reduce(0, a, b, a, a, b);
    assertThat(reduced.errors()).isEmpty();
    Signed<PartialResultMessage> partial =
        Signed.parse("partial", reduced.out().get(0), PartialResultMessage.class);
    assertThat(partial.message().receipts()).hasSize(2);
    assertThat(opened(partial.frame())).isEqualTo(BigInteger.valueOf(23));
  }

  @Test
  void refusesBatchesThatDoNotBelong() throws Exception {
    String a = a(0, 5);
    String b = b(0, 6);
    refuses("batch 0 of site b: missing among the inputs", a, Cloud.LOST);
    refuses("batch 0 of site b: missing among the inputs", a, a);
    refuses("batch 0 of site a: there twice, and not the same", a, a(0, 5), b);
    refuses("batch 1 of site a: not expected here", a(1, 5), b);
    refuses("batch 0 of site a: of another attempt", batch("a", 0, 1, 5).toText(), b);
    refuses("in[1]: not one JSON object with each member once", a, "{\"blindsum\":2");
    refuses("in[0]: a message of kind abstained, batch expected", abstained(), b);
  }

  @Test
  void refusesAlteredAndForeignFrames() throws Exception {
    Signed<BatchMessage> a = batch("a", 0, 0, 5, 6, 7);
    String b = b(0, 6);
    byte[] frame = FrameText.bytes("a", a.frame());
    frame[frame.length - 100] ^= 1;
    refuses("batch 0 of site a: digest differs in", withFrame(a, frame), b);
    refuses("batch 0 of site a: truncated at byte", withFrame(a, Arrays.copyOf(frame, 1_000)), b);
    refuses("batch 0 of site a: its frame is not base64", a.withFrame("%").toText(), b);
    refuses(
        "batch 0 of site a: its frame is of another batch",
        a.withFrame(batch("a", 1, 0, 5, 6, 7).frame()).toText(),
        b);
    refuses(
        "batch 0 of site a: its frame is of another site",
        a.withFrame(batch("b", 0, 0, 5, 6, 7).frame()).toText(),
        b);
    refuses(
        "batch 0 of site a: its digest is of another frame",
        a.withFrame(batch("a", 0, 0, 5, 6, 7).frame()).toText(),
        b);
    refuses("batch 0 of site a: encrypted under another key", foreign(), b);
  }

  @Test
  void namesSiteBatchAndIndexOfABadCiphertextAndServesTheNextJob() throws Exception {
    BlockArray blocks = encrypt(KEY.publicKey(), 5, 6, 7);
    blocks.set(1, KEY.publicKey().modulus().multiply(BigInteger.TWO));
    Signed<BatchMessage> bad = study.batch("a", 0, 0, blocks);
    refuses(
        "batch 0 of site a: ciphertext 1 of batch 0 is not a unit modulo n^2",
        bad.toText(),
        b(0, 6));
    assertThat(reduce(0, a(0, 5), b(0, 6)).state()).isEqualTo(ProcessState.SUCCESS);
  }

  @Test
  void combinesNothingThatIsNotWhole() throws Exception {
    String first = reduce(0, a(0, 5, 7), b(0, 11)).out().get(0);
    String second = reduce(1, a(1, 5, 7), b(1, 11)).out().get(0);
    assertThat(combine(List.of(first), 4, 2).errors())
        .containsExactly("partials: batch 1 of site a is not in it");
    assertThat(combine(List.of(first, second, first), 4, 2).errors().get(0))
        .endsWith("batch 0 of site a is there twice or not expected");
    assertThat(combine(List.of(first, second), 5, 2).errors())
        .containsExactly("partials: the batches of site a have not the rows of its plan");
    assertThat(combine(List.of(first, a(0, 5)), 4, 2).errors())
        .containsExactly("partials[1]: a message of kind batch, partial expected");
    Signed<PartialResultMessage> partial =
        Signed.parse("second", second, PartialResultMessage.class);
    String unsigned = Signed.unsigned(partial.message(), partial.frame()).toText();
    assertThat(combine(List.of(first, unsigned), 4, 2).errors())
        .containsExactly("partials[1]: not signed by a key of the cloud");
  }

  private Process reduce(int batch, String... inputs) throws InterruptedException {
    ReduceRequest request =
        study.reduceRequest(List.of(study.plan("a", 4, 2), study.plan("b", 2, 2)), batch, 0);
    return cloud.run(Functions.REDUCE_BATCHES, request.arguments(), List.of(inputs));
  }

  private Process combine(List<String> partialResults, long rowsOfA, long rowsOfB)
      throws InterruptedException {
    CombineRequest request =
        new CombineRequest(
            study.run(),
            SignedStudy.STUDY,
            SeedKeyFormat.write(KEY.publicKey()),
            partialResults,
            List.of(study.plan("a", rowsOfA, 2), study.plan("b", rowsOfB, 2)),
            List.of(new MissingSite("c", "away")));
    return cloud.run(Functions.COMBINE, request.arguments(), List.of());
  }

  private void refuses(String reason, String... inputs) throws InterruptedException {
    Process process = reduce(0, inputs);
    assertThat(process.state()).isEqualTo(ProcessState.FAILED);
    assertThat(process.errors()).hasSize(1);
    assertThat(process.errors().get(0)).startsWith(reason);
  }

  private String a(int batch, long... values) {
    return batch("a", batch, 0, values).toText();
  }

  private String b(int batch, long... values) {
    return batch("b", batch, 0, values).toText();
  }

  private Signed<BatchMessage> batch(String site, int batch, int attempt, long... values) {
    return study.batch(site, batch, attempt, encrypt(KEY.publicKey(), values));
  }

  private static BlockArray encrypt(PaillierPublicKey key, long... values) {
    return SignedStudy.encrypt(key, values);
  }

  private static String withFrame(Signed<BatchMessage> message, byte[] frame) {
    return message.withFrame(Base64.getEncoder().encodeToString(frame)).toText();
  }

  private String foreign() {
    return study
        .sign(
            study.message("a", study.planId("a"), 0, 0, encrypt(OTHER, 5), OTHER, Protection.PLAIN))
        .toText();
  }

  private String abstained() {
    return Signed.unsigned(
            new AbstainedMessage(study.run(), SignedStudy.STUDY, "a", PLAN, "too few"))
        .toText();
  }

  private static BigInteger opened(String frame) throws Exception {
    try (FrameReader reader = FrameReader.open(FrameText.channel("result", frame), "result");
        Decryptor decryptor = Decryptor.of(KEY, Arithmetics.fastest())) {
      FrameBatch batch = Objects.requireNonNull(reader.next());
      return decryptor.decrypt(new Ciphertext(KEY.publicKey(), batch.ciphertexts().get(0)));
    }
  }
}

package io.blindsum.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.blindsum.arith.Arithmetics;
import io.blindsum.arith.BlockArray;
import io.blindsum.frame.FrameBatch;
import io.blindsum.frame.FrameException;
import io.blindsum.frame.FrameReader;
import io.blindsum.messages.BatchMessage;
import io.blindsum.messages.FrameText;
import io.blindsum.messages.JobException;
import io.blindsum.messages.PartialResultMessage;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.SignatureException;
import io.blindsum.messages.Signed;
import io.blindsum.paillier.Ciphertext;
import io.blindsum.paillier.Decryptor;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.study.ResultCheck;
import io.blindsum.testing.Requirement;
import io.blindsum.testing.Vectors;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Plays what can happen to batches and manifests on their way to the sum: a producer is a site, a
 * sequence number a batch of its plan, and the manifest the plan that the site signed.
 */
class BatchManifestVectorTest {
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final Pattern PRODUCER = Pattern.compile("hospital-\\w+");
  private static final String STUDY = SignedStudy.STUDY;
  private static final int ATTEMPT = 2;

  private final JsonNode document = Vectors.document("batch_manifest_cases");
  private final PaillierPrivateKey key = Vectors.privateKey(document);
  private final SignedStudy study = SignedStudy.of(key.publicKey(), producers());
  private final List<Signed<BatchMessage>> batches = new ArrayList<>();
  private final Map<String, Signed<PlanMessage>> plans = new LinkedHashMap<>();

  BatchManifestVectorTest() {
    for (JsonNode batch : document.get("batches")) {
      String producer = Vectors.text(batch, "producer");
      int seq = batch.get("seq").asInt();
      batches.add(study.batch(producer, seq, ATTEMPT, ciphertexts(batch)));
    }
    for (String producer : producers()) {
      JsonNode manifest = document.get("manifest").get("producers").get(producer);
      plans.put(
          producer,
          study.plan(producer, manifest.get("rows").asLong(), manifest.get("batches").asInt()));
    }
  }

  private String[] producers() {
    return document.get("manifest").get("producers").propertyNames().toArray(String[]::new);
  }

  private BlockArray ciphertexts(JsonNode batch) {
    int width = document.get("fixed_width_bytes").asInt();
    assertThat(width).isEqualTo(key.publicKey().ciphertextBytes());
    List<BigInteger> values = new ArrayList<>();
    batch.get("ciphertexts").forEach(c -> values.add(new BigInteger(c.asString())));
    return BlockArray.of(width, values.toArray(BigInteger[]::new));
  }

  static Stream<String> ids() {
    JsonNode scenarios = Vectors.document("batch_manifest_cases").get("scenarios");
    System.out.println("vectors batch_manifest_cases: " + scenarios.size() + " cases");
    return scenarios.valueStream().map(scenario -> Vectors.text(scenario, "id"));
  }

  @ParameterizedTest
  @MethodSource("ids")
  @Requirement(id = "R12", figure = "all 23 scenarios of batches and manifests: as written")
  void behavesAsWritten(String id) {
    JsonNode scenario =
        document
            .get("scenarios")
            .valueStream()
            .filter(node -> Vectors.text(node, "id").equals(id))
            .findFirst()
            .orElseThrow();
    String todo = Vectors.text(scenario, "do");
    Outcome outcome = outcome(id, todo);
    String expect = Vectors.text(scenario, "expect");
    if (expect.startsWith("accept") || expect.endsWith("sum unchanged")) {
      assertThat(outcome.refusal()).as(todo).isEmpty();
      assertThat(outcome.sum()).as(todo).isEqualTo(Vectors.integer(document, "expected_sum"));
    } else {
      assertThat(expect).startsWith("reject");
      assertThat(outcome.refusal()).as(todo).isNotEmpty().hasLineCount(1);
    }
  }

  /** What became of a delivery: a sum, or one line that says why there is none. */
  private record Outcome(BigInteger sum, String refusal) {}

  private Outcome outcome(String id, String todo) {
    return switch (id) {
      case "exact" -> deliver(batches);
      case "reordered" -> {
        List<Signed<BatchMessage>> reversed = new ArrayList<>(batches);
        Collections.reverse(reversed);
        yield deliver(reversed);
      }
      case "duplicate delivery" -> deliver(with(named(todo)));
      case "duplicate 100x" -> deliver(with(Collections.nCopies(100, named(todo))));
      case "same id other bytes" -> refused(with(again(named(todo))), named(todo), "there twice");
      case "missing last", "missing middle" ->
          refused(without(named(todo)), named(todo), "missing among the inputs");
      case "missing producer", "empty producer output" -> {
        String producer = producerIn(todo);
        List<Signed<BatchMessage>> left =
            batches.stream().filter(batch -> !batch.message().site().equals(producer)).toList();
        yield refused(left, ofProducer(producer, 0), "missing among the inputs");
      }
      case "extra batch" -> {
        String producer = producerIn(todo);
        int beyond = Objects.requireNonNull(plans.get(producer)).message().batches();
        Signed<BatchMessage> extra =
            study.batch(producer, beyond, ATTEMPT, SignedStudy.encrypt(key.publicKey(), 5));
        yield refused(with(extra), extra, "not expected here");
      }
      case "extra producer" -> {
        Signed<BatchMessage> extra =
            study.batch(strangerIn(todo), 0, ATTEMPT, SignedStudy.encrypt(key.publicKey(), 5));
        yield refused(with(extra), extra, "not expected here");
      }
      case "renamed producer" -> {
        Signed<BatchMessage> original = named(todo);
        String other = producerIn(todo);
        Signed<BatchMessage> renamed =
            Alterations.altered(
                original, said -> named(said, study.run(), STUDY, other, study.planId(other)));
        refused(instead(original, renamed), renamed, "not signed by the key of site " + other);
        yield refused(instead(original, study.sign(renamed)), renamed, "its frame is of another");
      }
      case "replayed from another job" -> {
        Signed<BatchMessage> original = batches.get(0);
        BatchMessage said = original.message();
        Signed<BatchMessage> otherStudy =
            Alterations.altered(
                original, one -> named(one, study.run(), "other", one.site(), one.plan()));
        refused(instead(original, study.sign(otherStudy)), original, "of another study");
        Signed<BatchMessage> otherNonce =
            Alterations.altered(
                original, one -> named(one, "0e".repeat(32), STUDY, one.site(), one.plan()));
        refused(instead(original, study.sign(otherNonce)), original, "of another run");
        Signed<BatchMessage> otherRun =
            Alterations.altered(
                original, one -> named(one, study.run(), STUDY, said.site(), "0e".repeat(32)));
        yield refused(instead(original, study.sign(otherRun)), original, "not expected here");
      }
      case "other key" -> {
        Signed<BatchMessage> original = named(todo);
        Signed<BatchMessage> other =
            Alterations.altered(original, one -> withKey(one, "549008ef".repeat(8)));
        yield refused(instead(original, study.sign(other)), original, "under another key");
      }
      case "bit flip" -> {
        Signed<BatchMessage> original = named(todo);
        byte[] frame = FrameText.bytes("batch", original.frame());
        frame[frame.length - 200] ^= 4;
        yield refused(
            instead(original, original.withFrame(Base64.getEncoder().encodeToString(frame))),
            original,
            "digest differs");
      }
      case "swapped ciphertexts" -> swapped();
      case "count lie" -> {
        Signed<BatchMessage> original = named(todo);
        Signed<BatchMessage> lie =
            study.sign(Alterations.altered(original, one -> withRows(one, one.rows() + 1)));
        yield refused(instead(original, lie), original, "other counts than it says");
      }
      case "manifest tampered" -> tampered();
      case "manifest missing" -> {
        Map<String, Signed<PlanMessage>> fewer = new LinkedHashMap<>(plans);
        fewer.remove(producerIn(todo));
        yield combine(fewer, batches);
      }
      case "manifest replay" -> {
        Map<String, Signed<PlanMessage>> replayed = new LinkedHashMap<>(plans);
        replayed.replaceAll(
            (site, plan) -> {
              PlanMessage said = plan.message();
              return study.again().plan(site, said.rows(), said.batches());
            });
        yield combine(replayed, batches);
      }
      case "late after close" -> late(named(todo));
      case "crash between batches" -> crashing();
      case "stale attempt" -> stale();
      default -> throw new AssertionError("no way to play scenario '" + id + "'");
    };
  }

  /** Two ciphertexts of two batches change places; every digest is made right. */
  private Outcome swapped() {
    Signed<BatchMessage> first = batches.get(0);
    Signed<BatchMessage> second = batches.get(1);
    BlockArray a = blocks(first);
    BlockArray b = blocks(second);
    BigInteger moved = a.get(0);
    a.set(0, b.get(0));
    b.set(0, moved);
    Signed<BatchMessage> alteredFirst = unsigned(first, a);
    Signed<BatchMessage> alteredSecond = unsigned(second, b);
    List<Signed<BatchMessage>> altered = instead(first, alteredFirst);
    altered.set(1, alteredSecond);
    refused(altered, first, "not signed by the key of site");
    // with the hospital's own message, the digest tells
    Signed<BatchMessage> dressed = first.withFrame(alteredFirst.frame());
    return refused(instead(first, dressed), first, "its digest is of another frame");
  }

  private Outcome tampered() {
    Map<String, Signed<PlanMessage>> altered = new LinkedHashMap<>(plans);
    altered.replaceAll(
        (site, plan) -> Alterations.altered(plan, BatchManifestVectorTest::withRows));
    assertThatThrownBy(() -> result(altered, batches))
        .isInstanceOf(SignatureException.class)
        .hasMessageContaining("not signed by the key of site");
    return combine(altered, batches);
  }

  private Outcome late(Signed<BatchMessage> late) {
    int number = late.message().batch();
    List<Signed<PlanMessage>> having = having(number);
    List<Signed<PartialResultMessage>> partialResults =
        new ArrayList<>(study.reduceAll(List.copyOf(plans.values()), ATTEMPT, batches));
    try (BatchSum sum = study.batchSum(having, number, ATTEMPT)) {
      batches.stream().filter(one -> one.message().batch() == number).forEach(sum::add);
      Signed<PartialResultMessage> before = study.partial(sum, number, ATTEMPT);
      assertThatThrownBy(() -> sum.add(late))
          .isInstanceOf(JobException.class)
          .hasMessage(late.message().name().title() + ": late, the sum is closed");
      Signed<BatchMessage> other = again(late);
      assertThatThrownBy(() -> sum.add(other)).isInstanceOf(JobException.class);
      Signed<PartialResultMessage> after = study.partial(sum, number, ATTEMPT);
      assertThat(after.message().receipts()).isEqualTo(before.message().receipts());
      partialResults.set(number, after);
      return opened(check(study.combine(List.copyOf(plans.values()), partialResults)));
    }
  }

  /** A sum that dies leaves nothing behind: the next one has the same inputs and the same total. */
  private Outcome crashing() {
    Outcome last = deliver(batches);
    for (int died = 0; died < batches.size(); died++) {
      Signed<BatchMessage> dying = batches.get(died);
      int number = dying.message().batch();
      try (BatchSum sum = study.batchSum(having(number), number, ATTEMPT)) {
        sum.add(dying);
      }
      Outcome next = deliver(batches);
      assertThat(next).isEqualTo(last);
    }
    return last;
  }

  private Outcome stale() {
    List<Signed<BatchMessage>> mixed = new ArrayList<>(batches);
    Signed<BatchMessage> original = batches.get(0);
    BatchMessage said = original.message();
    Signed<BatchMessage> stale =
        study.batch(said.site(), said.batch(), ATTEMPT - 1, blocks(original));
    mixed.add(1, stale);
    refused(mixed, stale, "of another attempt");
    mixed.remove(0);
    return refused(mixed, stale, "of another attempt");
  }

  private Outcome deliver(List<Signed<BatchMessage>> delivered) {
    return combine(plans, delivered);
  }

  /** Asserts that a delivery is refused in words that name its producer and number. */
  private Outcome refused(
      List<Signed<BatchMessage>> delivered, Signed<BatchMessage> blamed, String words) {
    Outcome outcome = deliver(delivered);
    assertThat(outcome.refusal())
        .startsWith(blamed.message().name().title() + ": ")
        .contains(words);
    return outcome;
  }

  private Outcome combine(
      Map<String, Signed<PlanMessage>> manifest, List<Signed<BatchMessage>> delivered) {
    List<Signed<ResultMessage>> result = new ArrayList<>();
    ThrowingCallable summing = () -> result.add(result(manifest, delivered));
    Throwable refusal = catchThrowable(summing);
    if (refusal == null) {
      return opened(check(result.get(0)));
    }
    // what anybody may read of a refusal is one line of our own
    assertThat(refusal).isInstanceOfAny(JobException.class, FrameException.class);
    return new Outcome(BigInteger.ZERO, String.valueOf(refusal.getMessage()));
  }

  private Signed<ResultMessage> result(
      Map<String, Signed<PlanMessage>> manifest, List<Signed<BatchMessage>> delivered) {
    List<Signed<PartialResultMessage>> partialResults =
        study.reduceAll(List.copyOf(plans.values()), ATTEMPT, delivered);
    return study.combine(List.copyOf(manifest.values()), partialResults);
  }

  private Signed<ResultMessage> check(Signed<ResultMessage> result) {
    ResultCheck.check("result", result, study.signers());
    return result;
  }

  private Outcome opened(Signed<ResultMessage> result) {
    try (FrameReader reader =
            FrameReader.open(FrameText.channel("result", result.frame()), "result");
        Decryptor decryptor = Decryptor.of(key, Arithmetics.fastest())) {
      FrameBatch batch = Objects.requireNonNull(reader.next());
      Ciphertext total = new Ciphertext(key.publicKey(), batch.ciphertexts().get(0));
      return new Outcome(decryptor.decrypt(total), "");
    }
  }

  private List<Signed<PlanMessage>> having(int number) {
    return plans.values().stream().filter(plan -> number < plan.message().batches()).toList();
  }

  /** Returns the batch whose number in the file a text names first. */
  private Signed<BatchMessage> named(String text) {
    Matcher number = NUMBER.matcher(text);
    assertThat(number.find()).as(text).isTrue();
    return batches.get(Integer.parseInt(number.group()));
  }

  /** Returns the producer that a text names. */
  private String producerIn(String text) {
    return Stream.of(producers()).filter(text::contains).findFirst().orElseThrow();
  }

  /** Returns the producer that a text names and the manifest does not. */
  private String strangerIn(String text) {
    return PRODUCER
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .filter(name -> !List.of(producers()).contains(name))
        .findFirst()
        .orElseThrow();
  }

  private Signed<BatchMessage> ofProducer(String producer, int number) {
    return batches.stream()
        .filter(
            batch -> batch.message().site().equals(producer) && batch.message().batch() == number)
        .findFirst()
        .orElseThrow();
  }

  private List<Signed<BatchMessage>> with(Signed<BatchMessage> more) {
    return with(List.of(more));
  }

  private List<Signed<BatchMessage>> with(List<Signed<BatchMessage>> more) {
    List<Signed<BatchMessage>> all = new ArrayList<>(batches);
    all.addAll(more);
    return all;
  }

  private List<Signed<BatchMessage>> without(Signed<BatchMessage> one) {
    List<Signed<BatchMessage>> left = new ArrayList<>(batches);
    left.remove(one);
    return left;
  }

  private List<Signed<BatchMessage>> instead(
      Signed<BatchMessage> original, Signed<BatchMessage> other) {
    List<Signed<BatchMessage>> all = new ArrayList<>(batches);
    all.set(all.indexOf(original), other);
    return all;
  }

  /** Encrypts the values of a batch afresh, as its hospital could. */
  private Signed<BatchMessage> again(Signed<BatchMessage> signed) {
    BatchMessage batch = signed.message();
    for (JsonNode node : document.get("batches")) {
      if (Vectors.text(node, "producer").equals(batch.site())
          && node.get("seq").asInt() == batch.batch()) {
        long[] values = new long[node.get("values").size()];
        for (int i = 0; i < values.length; i++) {
          values[i] = node.get("values").get(i).asLong();
        }
        BlockArray fresh = SignedStudy.encrypt(key.publicKey(), values);
        return study.batch(batch.site(), batch.batch(), ATTEMPT, fresh);
      }
    }
    throw new AssertionError("no values of " + batch.name().title());
  }

  private static BlockArray blocks(Signed<BatchMessage> batch) {
    try (FrameReader reader =
        FrameReader.open(FrameText.channel("batch", batch.frame()), "batch")) {
      BlockArray blocks = Objects.requireNonNull(reader.next()).ciphertexts();
      BlockArray copy = BlockArray.allocate(blocks.count(), blocks.blockBytes());
      for (int i = 0; i < blocks.count(); i++) {
        copy.set(i, blocks.get(i));
      }
      return copy;
    }
  }

  private Signed<BatchMessage> unsigned(Signed<BatchMessage> batch, BlockArray blocks) {
    BatchMessage said = batch.message();
    return study.unsigned(said.site(), said.plan(), said.batch(), said.attempt(), blocks);
  }

  private static BatchMessage withRows(BatchMessage batch, long rows) {
    return copy(batch, batch.run(), batch.study(), batch.site(), batch.plan(), rows, batch.key());
  }

  private static BatchMessage withKey(BatchMessage batch, String fingerprint) {
    return copy(
        batch, batch.run(), batch.study(), batch.site(), batch.plan(), batch.rows(), fingerprint);
  }

  private static BatchMessage named(
      BatchMessage batch, String run, String name, String site, String plan) {
    return copy(batch, run, name, site, plan, batch.rows(), batch.key());
  }

  private static BatchMessage copy(
      BatchMessage batch,
      String run,
      String name,
      String site,
      String plan,
      long rows,
      String fingerprint) {
    return new BatchMessage(
        run,
        name,
        site,
        plan,
        batch.batch(),
        batch.attempt(),
        rows,
        batch.rejected(),
        batch.ciphertexts(),
        batch.stream(),
        fingerprint,
        batch.digest());
  }

  private static PlanMessage withRows(PlanMessage plan) {
    return new PlanMessage(
        plan.terms(),
        plan.site(),
        plan.plan(),
        plan.attempt(),
        plan.minCohort(),
        plan.rule(),
        plan.rows() - 1,
        plan.rejected(),
        plan.ciphertexts(),
        plan.batches(),
        plan.batchRows(),
        plan.source());
  }
}

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
import io.blindsum.messages.BatchName;
import io.blindsum.messages.FrameText;
import io.blindsum.messages.JobException;
import io.blindsum.messages.PartialMessage;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.SignatureException;
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
  private final SignedStudy study = new SignedStudy(key.publicKey(), producers());
  private final List<BatchMessage> batches = new ArrayList<>();
  private final Map<String, PlanMessage> plans = new LinkedHashMap<>();

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
        List<BatchMessage> reversed = new ArrayList<>(batches);
        Collections.reverse(reversed);
        yield deliver(reversed);
      }
      case "duplicate delivery" -> deliver(with(named(todo)));
      case "duplicate 100x" ->
          deliver(with(Collections.nCopies(100, named(todo)).toArray(BatchMessage[]::new)));
      case "same id other bytes" -> refused(with(again(named(todo))), named(todo), "there twice");
      case "missing last", "missing middle" ->
          refused(without(named(todo)), named(todo), "missing among the inputs");
      case "missing producer", "empty producer output" -> {
        String producer = producerIn(todo);
        List<BatchMessage> left =
            batches.stream().filter(batch -> !batch.site().equals(producer)).toList();
        yield refused(left, ofProducer(producer, 0), "missing among the inputs");
      }
      case "extra batch" -> {
        String producer = producerIn(todo);
        int beyond = Objects.requireNonNull(plans.get(producer)).batches();
        BatchMessage extra =
            study.batch(producer, beyond, ATTEMPT, SignedStudy.encrypt(key.publicKey(), 5));
        yield refused(with(extra), extra, "not expected here");
      }
      case "extra producer" -> {
        BatchMessage extra =
            study.batch(strangerIn(todo), 0, ATTEMPT, SignedStudy.encrypt(key.publicKey(), 5));
        yield refused(with(extra), extra, "not expected here");
      }
      case "renamed producer" -> {
        BatchMessage original = named(todo);
        String other = producerIn(todo);
        BatchMessage renamed = named(original, STUDY, other, SignedStudy.planId(other));
        refused(instead(original, renamed), renamed, "not signed by the key of site " + other);
        yield refused(instead(original, study.sign(renamed)), renamed, "its frame is of another");
      }
      case "replayed from another job" -> {
        BatchMessage original = batches.get(0);
        BatchMessage otherStudy = named(original, "other", original.site(), original.plan());
        refused(instead(original, study.sign(otherStudy)), original, "of another study");
        BatchMessage otherRun = named(original, STUDY, original.site(), "0e".repeat(32));
        yield refused(instead(original, study.sign(otherRun)), original, "not expected here");
      }
      case "other key" -> {
        BatchMessage original = named(todo);
        BatchMessage other = withKey(original, "549008ef".repeat(8));
        yield refused(instead(original, study.sign(other)), original, "under another key");
      }
      case "bit flip" -> {
        BatchMessage original = named(todo);
        byte[] frame = FrameText.bytes("batch", original.frame());
        frame[frame.length - 200] ^= 4;
        yield refused(instead(original, withFrame(original, frame)), original, "digest differs");
      }
      case "swapped ciphertexts" -> swapped();
      case "count lie" -> {
        BatchMessage original = named(todo);
        BatchMessage lie = study.sign(withRows(original, original.rows() + 1));
        yield refused(instead(original, lie), original, "other rows than it says");
      }
      case "manifest tampered" -> tampered();
      case "manifest missing" -> {
        Map<String, PlanMessage> fewer = new LinkedHashMap<>(plans);
        fewer.remove(producerIn(todo));
        yield combine(fewer, batches);
      }
      case "manifest replay" -> {
        Map<String, PlanMessage> replayed = new LinkedHashMap<>(plans);
        replayed.replaceAll(
            (site, plan) -> study.plan(site, "0e".repeat(32), plan.rows(), plan.batches()));
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
    BatchMessage first = batches.get(0);
    BatchMessage second = batches.get(1);
    BlockArray a = blocks(first);
    BlockArray b = blocks(second);
    BigInteger moved = a.get(0);
    a.set(0, b.get(0));
    b.set(0, moved);
    BatchMessage alteredFirst = unsigned(first, a);
    BatchMessage alteredSecond = unsigned(second, b);
    List<BatchMessage> altered = instead(first, alteredFirst);
    altered.set(1, alteredSecond);
    refused(altered, first, "not signed by the key of site");
    // with the hospital's own message, the digest tells
    BatchMessage dressed = withFrame(first, FrameText.bytes("batch", alteredFirst.frame()));
    return refused(instead(first, dressed), first, "its digest is of another frame");
  }

  private Outcome tampered() {
    Map<String, PlanMessage> altered = new LinkedHashMap<>(plans);
    altered.replaceAll((site, plan) -> withRows(plan, plan.rows() - 1));
    assertThatThrownBy(() -> result(altered, batches))
        .isInstanceOf(SignatureException.class)
        .hasMessageContaining("not signed by the key of site");
    return combine(altered, batches);
  }

  private Outcome late(BatchMessage late) {
    List<BatchName> expect = expected(plans);
    try (BatchSum sum = study.batchSum(expect, ATTEMPT)) {
      batches.forEach(sum::add);
      PartialMessage before = study.partial(sum, ATTEMPT);
      assertThatThrownBy(() -> sum.add(late))
          .isInstanceOf(JobException.class)
          .hasMessage(late.name().title() + ": late, the sum is closed");
      BatchMessage other = again(late);
      assertThatThrownBy(() -> sum.add(other)).isInstanceOf(JobException.class);
      PartialMessage after = study.partial(sum, ATTEMPT);
      assertThat(after.batches()).isEqualTo(before.batches());
      return opened(check(study.combine(List.copyOf(plans.values()), List.of(after))));
    }
  }

  /** A sum that dies leaves nothing behind: the next one has the same inputs and the same total. */
  private Outcome crashing() {
    Outcome last = deliver(batches);
    for (int died = 0; died < batches.size(); died++) {
      try (BatchSum sum = study.batchSum(expected(plans), ATTEMPT)) {
        batches.subList(0, died + 1).forEach(sum::add);
      }
      Outcome next = deliver(batches);
      assertThat(next).isEqualTo(last);
    }
    return last;
  }

  private Outcome stale() {
    List<BatchMessage> mixed = new ArrayList<>(batches);
    BatchMessage original = batches.get(0);
    BatchMessage stale =
        study.batch(original.site(), original.batch(), ATTEMPT - 1, blocks(original));
    mixed.add(1, stale);
    refused(mixed, stale, "of another attempt");
    mixed.remove(0);
    return refused(mixed, stale, "of another attempt");
  }

  private Outcome deliver(List<BatchMessage> delivered) {
    return combine(plans, delivered);
  }

  /** Asserts that a delivery is refused in words that name its producer and number. */
  private Outcome refused(List<BatchMessage> delivered, BatchMessage blamed, String words) {
    Outcome outcome = deliver(delivered);
    assertThat(outcome.refusal()).startsWith(blamed.name().title() + ": ").contains(words);
    return outcome;
  }

  private Outcome combine(Map<String, PlanMessage> manifest, List<BatchMessage> delivered) {
    ResultMessage[] result = new ResultMessage[1];
    ThrowingCallable summing = () -> result[0] = result(manifest, delivered);
    Throwable refusal = catchThrowable(summing);
    if (refusal == null) {
      return opened(check(result[0]));
    }
    // what anybody may read of a refusal is one line of our own
    assertThat(refusal).isInstanceOfAny(JobException.class, FrameException.class);
    return new Outcome(BigInteger.ZERO, String.valueOf(refusal.getMessage()));
  }

  private ResultMessage result(Map<String, PlanMessage> manifest, List<BatchMessage> delivered) {
    PartialMessage partial = study.reduce(expected(plans), ATTEMPT, delivered);
    return study.combine(List.copyOf(manifest.values()), List.of(partial));
  }

  private ResultMessage check(ResultMessage result) {
    ResultCheck.check("result", result, study.signers());
    return result;
  }

  private Outcome opened(ResultMessage result) {
    try (FrameReader reader =
            FrameReader.open(FrameText.channel("result", result.frame()), "result");
        Decryptor decryptor = Decryptor.of(key, Arithmetics.fastest())) {
      FrameBatch batch = Objects.requireNonNull(reader.next());
      Ciphertext total = new Ciphertext(key.publicKey(), batch.ciphertexts().get(0));
      return new Outcome(decryptor.decrypt(total), "");
    }
  }

  private static List<BatchName> expected(Map<String, PlanMessage> manifest) {
    List<BatchName> names = new ArrayList<>();
    for (PlanMessage plan : manifest.values()) {
      for (int i = 0; i < plan.batches(); i++) {
        names.add(new BatchName(plan.site(), plan.plan(), i));
      }
    }
    return names;
  }

  /** Returns the batch whose number in the file a text names first. */
  private BatchMessage named(String text) {
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

  private BatchMessage ofProducer(String producer, int number) {
    return batches.stream()
        .filter(batch -> batch.site().equals(producer) && batch.batch() == number)
        .findFirst()
        .orElseThrow();
  }

  private List<BatchMessage> with(BatchMessage... more) {
    List<BatchMessage> all = new ArrayList<>(batches);
    all.addAll(List.of(more));
    return all;
  }

  private List<BatchMessage> without(BatchMessage one) {
    List<BatchMessage> left = new ArrayList<>(batches);
    left.remove(one);
    return left;
  }

  private List<BatchMessage> instead(BatchMessage original, BatchMessage other) {
    List<BatchMessage> all = new ArrayList<>(batches);
    all.set(all.indexOf(original), other);
    return all;
  }

  /** Encrypts the values of a batch afresh, as its hospital could. */
  private BatchMessage again(BatchMessage batch) {
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

  private static BlockArray blocks(BatchMessage batch) {
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

  private BatchMessage unsigned(BatchMessage batch, BlockArray blocks) {
    return SignedStudy.message(
        batch.study(),
        batch.site(),
        batch.plan(),
        batch.batch(),
        batch.attempt(),
        blocks,
        key.publicKey());
  }

  private static BatchMessage withFrame(BatchMessage batch, byte[] frame) {
    String text = Base64.getEncoder().encodeToString(frame);
    return copy(batch, batch.study(), batch.site(), batch.plan(), batch.rows(), batch.key(), text);
  }

  private static BatchMessage withRows(BatchMessage batch, long rows) {
    return copy(batch, batch.study(), batch.site(), batch.plan(), rows, batch.key(), batch.frame());
  }

  private static BatchMessage withKey(BatchMessage batch, String fingerprint) {
    return copy(
        batch, batch.study(), batch.site(), batch.plan(), batch.rows(), fingerprint, batch.frame());
  }

  private static BatchMessage named(BatchMessage batch, String name, String site, String plan) {
    return copy(batch, name, site, plan, batch.rows(), batch.key(), batch.frame());
  }

  private static BatchMessage copy(
      BatchMessage batch,
      String name,
      String site,
      String plan,
      long rows,
      String fingerprint,
      String frame) {
    return new BatchMessage(
        name,
        site,
        plan,
        batch.batch(),
        batch.attempt(),
        rows,
        fingerprint,
        batch.digest(),
        frame,
        batch.signer(),
        batch.signature());
  }

  private static PlanMessage withRows(PlanMessage plan, long rows) {
    return new PlanMessage(
        plan.study(),
        plan.site(),
        plan.plan(),
        plan.dataset(),
        plan.queryHash(),
        plan.minCell(),
        rows,
        plan.rejected(),
        plan.ciphertexts(),
        plan.batches(),
        plan.batchRows(),
        plan.layout(),
        plan.key(),
        plan.protection(),
        plan.source(),
        plan.signer(),
        plan.signature());
  }
}

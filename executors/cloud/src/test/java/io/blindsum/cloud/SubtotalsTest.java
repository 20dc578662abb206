package io.blindsum.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.arith.Arithmetics;
import io.blindsum.frame.FrameBatch;
import io.blindsum.frame.FrameException;
import io.blindsum.frame.FrameReader;
import io.blindsum.frame.Protection;
import io.blindsum.messages.BatchMessage;
import io.blindsum.messages.FrameText;
import io.blindsum.messages.JobException;
import io.blindsum.messages.PartialResultMessage;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.SealedFrames;
import io.blindsum.messages.Signed;
import io.blindsum.messages.SiteBatches;
import io.blindsum.messages.SubtotalMessage;
import io.blindsum.paillier.Ciphertext;
import io.blindsum.paillier.Decryptor;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.study.ResultCheck;
import io.blindsum.testing.Requirement;
import io.blindsum.testing.Seeds;
import io.blindsum.testing.Vectors;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The tree of subtotals of a large study: whatever its shape, every batch is in it once. */
class SubtotalsTest {
  private static final PaillierPrivateKey KEY = Vectors.privateKey("blum-1024");

  private final SignedStudy study = SignedStudy.of(KEY.publicKey(), "r1", "r2", "r3");
  private final List<Signed<PlanMessage>> plans =
      List.of(study.plan("r1", 4, 4), study.plan("r2", 2, 2));
  private final List<Signed<PartialResultMessage>> numbers = reduced(study, plans);
  private final Signed<SubtotalMessage> low = added(numbers.get(0), numbers.get(1));
  private final Signed<SubtotalMessage> high = added(numbers.get(2), numbers.get(3));

  private static List<Signed<PartialResultMessage>> reduced(
      SignedStudy study, List<Signed<PlanMessage>> plans) {
    return study.reduceAll(plans, 0, batches(study, plans));
  }

  /** Returns a batch of one row, whose value is the number of the batch, of each number. */
  private static List<Signed<BatchMessage>> batches(
      SignedStudy study, List<Signed<PlanMessage>> plans) {
    List<Signed<BatchMessage>> batches = new ArrayList<>();
    for (Signed<PlanMessage> plan : plans) {
      for (int number = 0; number < plan.message().batches(); number++) {
        batches.add(
            study.batch(
                plan.message().site(), number, 0, SignedStudy.encrypt(study.key(), number)));
      }
    }
    return batches;
  }

  private Signed<SubtotalMessage> added(Signed<?>... parts) {
    return study.subtotal(Protection.PLAIN, parts);
  }

  @Test
  void everyShapeOfTheTreeSaysAndSumsTheSame() throws Exception {
    Random random = Seeds.random("SubtotalsTest");
    SignedStudy run = SignedStudy.of(KEY.publicKey(), "a", "b", "c");
    List<Signed<PlanMessage>> sites = new ArrayList<>();
    for (String site : List.of("a", "b", "c")) {
      int batches = 1 + random.nextInt(11);
      sites.add(run.plan(site, batches, batches));
    }
    List<Signed<PartialResultMessage>> partialResults = reduced(run, sites);
    List<String> roots = roots(sites, partialResults);
    for (int fan : new int[] {2, 4, 16}) {
      Signed<?>[] level = partialResults.toArray(Signed<?>[]::new);
      do {
        Signed<?>[] parts = level;
        level =
            IntStream.range(0, (parts.length + fan - 1) / fan)
                .mapToObj(
                    i ->
                        run.subtotal(
                            Protection.PLAIN,
                            Arrays.copyOfRange(
                                parts, i * fan, Math.min(parts.length, (i + 1) * fan))))
                .toArray(Signed<?>[]::new);
      } while (level.length > 2);
      Signed<ResultMessage> result = run.total(sites, level);
      assertThat(result.message().roots()).isEqualTo(roots);
      ResultCheck.check("result", result, run.signers());
      long sum =
          sites.stream()
              .mapToLong(one -> one.message().batches())
              .map(batches -> batches * (batches - 1) / 2)
              .sum();
      assertThat(opened(result)).isEqualTo(sum);
    }
  }

  /** Computes the roots with no class of ours, as their documentation has them. */
  private static List<String> roots(
      List<Signed<PlanMessage>> sites, List<Signed<PartialResultMessage>> partialResults) {
    Map<String, TreeMap<Integer, BatchMessage>> receipts =
        partialResults.stream()
            .flatMap(partial -> partial.message().receipts().stream())
            .map(Signed::message)
            .collect(
                Collectors.groupingBy(
                    BatchMessage::site,
                    Collectors.toMap(
                        BatchMessage::batch, one -> one, (one, other) -> one, TreeMap::new)));
    return sites.stream()
        .map(plan -> receipts.get(plan.message().site()))
        .map(of -> root(List.copyOf(Objects.requireNonNull(of).values())))
        .map(HexFormat.of()::formatHex)
        .toList();
  }

  private static byte[] root(List<BatchMessage> batches) {
    if (batches.size() == 1) {
      BatchMessage one = batches.get(0);
      String source = one.name().sourceDigest(one.study());
      String lines =
          "%s\n%s\n%s\n%s\n%s\n%s\n%s\n1"
              .formatted(
                  one.stream(),
                  one.digest(),
                  source,
                  one.site(),
                  one.rows(),
                  one.rejected(),
                  one.ciphertexts());
      return sha256(new byte[] {0}, lines.getBytes(StandardCharsets.UTF_8));
    }
    int left = 1;
    while (2 * left < batches.size()) {
      left *= 2;
    }
    return sha256(
        new byte[] {1},
        root(batches.subList(0, left)),
        root(batches.subList(left, batches.size())));
  }

  private static byte[] sha256(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  @Requirement(
      id = "R38",
      figure =
          "a subtotal swapped, left out, counted twice, of another run, level or cloud: refused")
  void combinesNoTreeThatIsNotWhole() {
    assertThat(study.total(plans, low, high).message().roots()).hasSize(2);
    refuses("partials: batch 0 of site r1 is not in it", high);
    refuses("partials: batch 2 of site r1 is not in it", low);
    refuses("partials[1]: stream ", low, low, high);
    refuses("partials: batch 0 of site r1 is there twice", low, high, numbers.get(0));
    refuses("partials[1]: stream ", added(low, high), low);
    refuses("partials: batch 2 of site r1 is there twice", added(low, high), high);
    refuses("partials: batch 3 of site r1 is there twice", low, high, numbers.get(3));
    // one level too low: its place is there, and its neighbour is not
    refuses("partials: batch 3 of site r1 is not in it", low, numbers.get(2));

    SignedStudy other = study.again();
    Signed<SubtotalMessage> foreign =
        other.subtotal(
            Protection.PLAIN,
            reduced(other, List.of(other.plan("r1", 4, 4), other.plan("r2", 2, 2)))
                .subList(0, 2)
                .toArray(Signed<?>[]::new));
    refuses("partials[0]: of another run", foreign, high);
    refuses("partials[0]: not signed by a key of the cloud", low.by(study.siteKey("r1")), high);
    refuses("partials[0]: not signed by a key of the cloud", unsigned(low), high);
    refuses(
        "partials[0]: neither a partial result nor a subtotal",
        batches(study, plans).get(0).by(study.cloudKey()),
        high);
    refuses("partials[0]: its manifest and its receipts differ", low.withFrame(high.frame()), high);
  }

  @Test
  void combinesNoOtherSitesThanPlanned() {
    List<Signed<PlanMessage>> three = List.of(plans.get(0), plans.get(1), study.plan("r3", 1, 1));
    assertThatThrownBy(() -> study.total(three, low, high))
        .hasMessage("partials: batch 0 of site r3 is not in it");
    assertThatThrownBy(() -> study.total(plans.subList(0, 1), low, high))
        .hasMessage("partials: site r2 has no plan here");
    List<Signed<PlanMessage>> more = List.of(study.plan("r1", 5, 4), plans.get(1));
    assertThatThrownBy(() -> study.total(more, low, high))
        .hasMessageStartingWith("partials: the batches of site r1 are not those of its plan");
    List<Signed<PlanMessage>> renewed =
        List.of(study.plan("r1", "5e".repeat(32), 4, 4), plans.get(1));
    assertThatThrownBy(() -> study.total(renewed, low, high))
        .hasMessage("partials: site r1 has another plan");
  }

  @Test
  void addsNoBlocksThatAreCutOtherwise() {
    assertThatThrownBy(() -> added(numbers.get(0), numbers.get(2)))
        .hasMessage("partials: batch 1 of site r1 is not in it");
    assertThatThrownBy(() -> added(numbers.get(1), numbers.get(2)))
        .hasMessage("partials: the batches of site r1 are cut as nobody adds them");
    Signed<SubtotalMessage> lone = added(numbers.get(0));
    assertThat(lone.message().sites()).extracting(SiteBatches::batches).containsExactly(1, 1);
    assertThatThrownBy(() -> added(lone, numbers.get(1), high))
        .hasMessage("partials: the batches of site r1 are cut as nobody adds them");
  }

  @Test
  void aSubtotalOfSealedPartsIsSealed() {
    SignedStudy run = SignedStudy.of(KEY.publicKey(), "r1");
    List<Signed<PlanMessage>> sealed = List.of(run.sealedPlan("r1", 2, 2));
    List<Signed<PartialResultMessage>> parts = new ArrayList<>();
    for (int number = 0; number < 2; number++) {
      Signed<BatchMessage> batch =
          SealedFrames.seal(
              run.toSeal("r1", number, 0, SignedStudy.encrypt(run.key(), 7)),
              run.identity().sealingKey().publicKey());
      parts.add(
          run.reduceBatches()
              .reduce(
                  run.reduceRequest(sealed, number, 0),
                  List.of(batch.toText()),
                  SignedStudy.INLINE));
    }
    Signed<SubtotalMessage> sum = run.subtotal(Protection.SEALED, parts.get(0), parts.get(1));
    assertThat(SealedFrames.isSealed("subtotal", sum)).isTrue();
    assertThat(run.total(sealed, sum).message().roots()).hasSize(1);
    assertThatThrownBy(() -> run.subtotal(Protection.MASKED, parts.get(0), parts.get(1)))
        .hasMessage("partials[0]: its frame is not as the plans say, sealed or not");
  }

  private void refuses(String reason, Signed<?>... parts) {
    assertThatThrownBy(() -> study.total(plans, parts))
        .isInstanceOfAny(JobException.class, FrameException.class)
        .hasMessageStartingWith(reason)
        .message()
        .hasLineCount(1);
  }

  private static Signed<SubtotalMessage> unsigned(Signed<SubtotalMessage> signed) {
    return Signed.unsigned(signed.message(), signed.frame());
  }

  private static long opened(Signed<ResultMessage> result) throws Exception {
    try (FrameReader reader =
            FrameReader.open(FrameText.channel("result", result.frame()), "result");
        Decryptor decryptor = Decryptor.of(KEY, Arithmetics.fastest())) {
      FrameBatch batch = Objects.requireNonNull(reader.next());
      return decryptor
          .decrypt(new Ciphertext(KEY.publicKey(), batch.ciphertexts().get(0)))
          .longValueExact();
    }
  }
}

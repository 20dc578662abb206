package io.blindsum.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.arith.Arithmetics;
import io.blindsum.arith.BlockArray;
import io.blindsum.cloud.Alterations.Altered;
import io.blindsum.frame.FrameBatch;
import io.blindsum.frame.FrameException;
import io.blindsum.frame.FrameHeader;
import io.blindsum.frame.FrameKind;
import io.blindsum.frame.FrameProgress;
import io.blindsum.frame.FrameQuestion;
import io.blindsum.frame.FrameReader;
import io.blindsum.frame.Manifest;
import io.blindsum.frame.Protection;
import io.blindsum.frame.SumVerifier;
import io.blindsum.frame.WeightTotals;
import io.blindsum.messages.AbstainedMessage;
import io.blindsum.messages.BatchMessage;
import io.blindsum.messages.FrameText;
import io.blindsum.messages.JobException;
import io.blindsum.messages.Message;
import io.blindsum.messages.PartialResultMessage;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.Signed;
import io.blindsum.messages.SiteTally;
import io.blindsum.messages.SubtotalMessage;
import io.blindsum.paillier.PaillierException;
import io.blindsum.protection.SigningKey;
import io.blindsum.study.Answers;
import io.blindsum.study.ResultCheck;
import io.blindsum.testing.Requirement;
import io.blindsum.testing.Vectors;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The suite of lies: at each step of a run somebody says something else in one member of a message,
 * or in one field of a frame's header, and whoever gets it has to refuse it. A server lies without
 * a key; a site or a cloud lies under its own, which everybody trusts, and makes every digest
 * right.
 *
 * <p>To try another step, add a line to {@link #steps}; members and fields are found by reflection.
 */
class LiesTest {
  private static final SigningKey NOBODY = SigningKey.generate();
  private static final Set<String> FIXED_IN_RECORDS = Set.of("manifest", "weights");
  private static final Set<String> FIXED_IN_TOTALS = Set.of("kind", "rowsDigest");

  private final SignedStudy study =
      SignedStudy.of(Vectors.privateKey("blum-1024").publicKey(), "r1", "r2", "r3").ofAtLeast(2);
  private final List<Signed<PlanMessage>> plans =
      List.of(study.plan("r1", 5, 2), study.plan("r2", 2, 1));
  private final List<Signed<BatchMessage>> batches =
      List.of(batch("r1", 0, 3, 4), batch("r1", 1, 5, 6, 7), batch("r2", 0, 8, 9));
  private final List<Signed<PartialResultMessage>> partialResults =
      study.reduceAll(plans, 0, batches);
  private final Signed<ResultMessage> result = study.combine(plans, partialResults);
  private final Signed<SubtotalMessage> subtotal =
      study.subtotal(Protection.PLAIN, partialResults.get(0), partialResults.get(1));
  private final Signed<ResultMessage> total = study.total(plans, subtotal);
  private final Signed<AbstainedMessage> abstained =
      study.sign(
          "r3",
          new AbstainedMessage(
              study.run(), SignedStudy.STUDY, "r3", study.planId("r3"), "cohort too small"));
  private final Answers driver = study.driver();

  private Signed<BatchMessage> batch(String site, int number, long... values) {
    return study.batch(site, number, 0, SignedStudy.encrypt(study.key(), values));
  }

  /**
   * A step of a run.
   *
   * @param name who says what to whom
   * @param honest what an honest one says
   * @param signer whose key the liar holds
   * @param own members and fields that are the liar's own to say: nobody shows them or acts on them
   * @param check what the one does who gets it; throws if it refuses
   */
  private record Step<M extends Record & Message>(
      String name,
      Signed<M> honest,
      SigningKey signer,
      Set<String> own,
      Consumer<Signed<M>> check) {}

  private List<Step<?>> steps() {
    SigningKey cloud = study.cloudKey();
    return List.of(
        step("server: plan, to driver", plans.get(0), NOBODY, Set.of(), this::planToDriver),
        step("server: refusal, to driver", abstained, NOBODY, Set.of(), this::refusalToDriver),
        step(
            "site: refusal, to driver",
            abstained,
            study.siteKey("r3"),
            Set.of("reason"),
            this::refusalToDriver),
        step(
            "site: plan, to driver",
            plans.get(0),
            study.siteKey("r1"),
            // what a site says of its own cohort, and how it keeps single records
            Set.of(
                "batchRows",
                "batches",
                "ciphertexts",
                "minCohort",
                "rejected",
                "rows",
                "rule.hideZeros",
                "rule.minCell",
                "rule.rounding",
                "rule.rowsPerParameter",
                "source",
                "terms.protection"),
            this::planToDriver),
        step("caller: plan, to reduce_batches", plans.get(0), NOBODY, Set.of(), this::planToReduce),
        step("caller: plan, to combine", plans.get(0), NOBODY, Set.of(), this::planToCombine),
        step("server: batch, to reduce_batches", batches.get(0), NOBODY, Set.of(), this::toReduce),
        step(
            "site: batch, to reduce_batches",
            batches.get(0),
            study.siteKey("r1"),
            Set.of(),
            this::toReduce),
        step("server: partial, to driver", partialResults.get(0), NOBODY, Set.of(), this::toDriver),
        step("cloud: partial, to driver", partialResults.get(0), cloud, Set.of(), this::toBoth),
        step(
            "caller: partial, to combine",
            partialResults.get(0),
            NOBODY,
            Set.of(),
            this::toCombine),
        step("server: subtotal, to driver", subtotal, NOBODY, Set.of(), this::subtotalToDriver),
        step("cloud: subtotal, to driver", subtotal, cloud, Set.of(), this::subtotalToBoth),
        step(
            "caller: subtotal, to combine_subtotals",
            subtotal,
            NOBODY,
            Set.of(),
            this::subtotalToCombine),
        step("caller: partial, to subtotal", partialResults.get(0), NOBODY, Set.of(), this::toAdd),
        step(
            "caller: plan, to combine_subtotals",
            plans.get(0),
            NOBODY,
            Set.of(),
            this::planToTotal),
        step(
            "server: result of subtotals, to driver", total, NOBODY, Set.of(), this::totalToDriver),
        step("cloud: result of subtotals, to driver", total, cloud, Set.of(), this::totalToDriver),
        step(
            "cloud: result of subtotals, to whoever verifies its receipt",
            total,
            cloud,
            Set.of("missing[0].reason"),
            this::totalToVerifier),
        step("server: result, to driver", result, NOBODY, Set.of(), this::resultToDriver),
        step("cloud: result, to driver", result, cloud, Set.of(), this::resultToDriver),
        step(
            "cloud: result, to whoever verifies its receipt",
            result,
            cloud,
            // not signed by a site that is away; the driver compares them with its own
            Set.of("missing[0].reason"),
            this::resultToVerifier));
  }

  private List<Step<?>> framedSteps() {
    return List.of(
        step(
            "site: header of a batch",
            batches.get(0),
            study.siteKey("r1"),
            Set.of("blinding", "creator"),
            this::toReduce),
        step(
            "cloud: header of a partial result",
            partialResults.get(0),
            study.cloudKey(),
            Set.of("blinding", "creator", "streamId"),
            this::toBoth),
        step(
            "cloud: header of a subtotal",
            subtotal,
            study.cloudKey(),
            Set.of("blinding", "creator", "streamId"),
            this::subtotalToBoth),
        step(
            "cloud: header of a result of subtotals",
            total,
            study.cloudKey(),
            Set.of("streamId"),
            this::totalToDriver),
        step(
            "cloud: header of a result",
            result,
            study.cloudKey(),
            Set.of("streamId"),
            this::resultToDriver),
        step(
            "cloud: header of a result, to whoever verifies its receipt",
            result,
            study.cloudKey(),
            Set.of("streamId"),
            this::resultToVerifier));
  }

  private static <M extends Record & Message> Step<M> step(
      String name,
      Signed<M> honest,
      SigningKey signer,
      Set<String> own,
      Consumer<Signed<M>> check) {
    return new Step<>(name, honest, signer, own, check);
  }

  @TestFactory
  @Requirement(
      id = "R38",
      figure = "each member of each message altered, by server, caller, site, cloud: 0 accepted")
  Stream<DynamicTest> noMemberOfAMessageIsBelieved() {
    return steps().stream().map(step -> DynamicTest.dynamicTest(step.name(), () -> members(step)));
  }

  @TestFactory
  @Requirement(
      id = "R38",
      figure = "each header field altered under the maker's own key, digests right: 0 accepted")
  Stream<DynamicTest> noFieldOfAHeaderIsBelieved() {
    return framedSteps().stream()
        .map(step -> DynamicTest.dynamicTest(step.name(), () -> fields(step)));
  }

  private static <M extends Record & Message> void members(Step<M> step) {
    step.check().accept(step.honest());
    Set<String> believed = new TreeSet<>();
    for (Altered<M> lie : Alterations.of(step.honest().message())) {
      Signed<M> said = Alterations.altered(step.honest(), honest -> lie.value());
      Signed<M> signed = step.signer() == NOBODY ? said : said.by(step.signer());
      if (isBelieved(step, signed)) {
        believed.add(lie.path());
      }
    }
    assertThat(believed).isEqualTo(step.own());
  }

  private static <M extends Record & Message> void fields(Step<M> step) {
    Set<String> believed = new TreeSet<>();
    String text = step.honest().frame();
    try (FrameReader reader = FrameReader.open(FrameText.channel("honest", text), "honest")) {
      FrameHeader header = reader.header();
      FrameBatch batch = Objects.requireNonNull(reader.next());
      List<Altered<FrameHeader>> lies = new ArrayList<>(Alterations.of(header));
      lies.add(new Altered<>("query", with(header, header.weights(), null)));
      if (header.kind() == FrameKind.RESULT) {
        WeightTotals weights = new WeightTotals("0d".repeat(32), 1, 0);
        lies.add(new Altered<>("weights", with(header, weights, header.question())));
      }
      assertThat(lies).extracting(lie -> lie.path().split("\\W", 2)[0]).containsAll(names(header));
      for (Altered<FrameHeader> lie : lies) {
        tell(step, lie, batch.rows(), batch.rejected(), batch.ciphertexts(), believed);
      }
      Altered<FrameHeader> same = new Altered<>("rows of the body", header);
      tell(step, same, batch.rows() + 1, batch.rejected(), batch.ciphertexts(), believed);
      Altered<FrameHeader> also = new Altered<>("rejected of the body", header);
      tell(step, also, batch.rows(), 7_777_779, batch.ciphertexts(), believed);
    }
    assertThat(believed).isEqualTo(step.own());
  }

  /** Returns the names of all fields but those that such a frame cannot have otherwise. */
  private static List<String> names(FrameHeader header) {
    Set<String> fixed = header.kind() == FrameKind.RESULT ? FIXED_IN_TOTALS : FIXED_IN_RECORDS;
    return Arrays.stream(FrameHeader.class.getRecordComponents())
        .map(RecordComponent::getName)
        .filter(name -> !fixed.contains(name))
        .toList();
  }

  private static <M extends Record & Message> void tell(
      Step<M> step,
      Altered<FrameHeader> lie,
      long rows,
      long rejected,
      BlockArray blocks,
      Set<String> believed) {
    FrameText.Written frame;
    try {
      Manifest manifest = lie.value().manifest();
      boolean summed = lie.path().startsWith("manifest");
      // a frame of totals counts what its manifest counts, or nobody reads it
      frame =
          FrameText.write(
              lie.value(),
              summed ? manifest.rows() : rows,
              summed ? manifest.rejected() : rejected,
              blocks);
    } catch (IllegalArgumentException | FrameException e) {
      // nobody can write such a frame
      return;
    }
    Signed<M> said =
        Alterations.altered(step.honest(), withDigest(frame.totals().digest()))
            .withFrame(frame.text())
            .by(step.signer());
    if (isBelieved(step, said)) {
      believed.add(lie.path());
    }
  }

  /** Returns a header with what is null in an honest one, or the other way round. */
  private static FrameHeader with(
      FrameHeader h, @Nullable WeightTotals weights, @Nullable FrameQuestion question) {
    return new FrameHeader(
        h.kind(),
        h.streamId(),
        h.key(),
        h.sourceDigest(),
        h.protection(),
        h.study(),
        h.site(),
        h.layout(),
        h.positions(),
        h.maxRows(),
        h.blinding(),
        h.creator(),
        h.manifest(),
        weights,
        question,
        h.rowsDigest());
  }

  /** Puts the digest of another frame into the one member that has it. */
  private static <M extends Record & Message> UnaryOperator<M> withDigest(String digest) {
    Function<Message, Message> put =
        message -> {
          if (message instanceof BatchMessage m) {
            return new BatchMessage(
                m.run(),
                m.study(),
                m.site(),
                m.plan(),
                m.batch(),
                m.attempt(),
                m.rows(),
                m.rejected(),
                m.ciphertexts(),
                m.stream(),
                m.key(),
                digest);
          } else if (message instanceof PartialResultMessage m) {
            return new PartialResultMessage(
                m.run(), m.study(), m.batch(), m.attempt(), digest, m.receipts());
          } else if (message instanceof ResultMessage m) {
            return new ResultMessage(
                m.run(), m.study(), digest, m.product(), m.signedPlans(), m.missing(), m.added());
          } else if (message instanceof SubtotalMessage m) {
            return new SubtotalMessage(m.run(), m.study(), digest, m.sites());
          }
          return message;
        };
    return message -> cast(put.apply(message));
  }

  @SuppressWarnings({"TypeParameterUnusedInFormals", "unchecked"})
  private static <M> M cast(Message message) {
    return (M) message;
  }

  private static <M extends Record & Message> boolean isBelieved(Step<M> step, Signed<M> said) {
    try {
      step.check().accept(said);
      return true;
    } catch (JobException | FrameException | PaillierException e) {
      assertThat(e.getMessage()).hasLineCount(1);
      return false;
    }
  }

  private void planToDriver(Signed<PlanMessage> plan) {
    driver.plan("r1", study.planId("r1"), plan.toText());
  }

  private void refusalToDriver(Signed<AbstainedMessage> refusal) {
    driver.plan("r3", study.planId("r3"), refusal.toText());
  }

  private void planToReduce(Signed<PlanMessage> plan) {
    study.reduce(List.of(plan, plans.get(1)), 0, 0, List.of(batches.get(0), batches.get(2)));
  }

  private void planToCombine(Signed<PlanMessage> plan) {
    study.combine(List.of(plan, plans.get(1)), partialResults);
  }

  private void toReduce(Signed<BatchMessage> batch) {
    study.reduce(plans, 0, 0, List.of(batch, batches.get(2)));
  }

  private void toDriver(Signed<PartialResultMessage> partial) {
    driver.partial(plans, 0, 0, partial.toText());
  }

  private void toCombine(Signed<PartialResultMessage> partial) {
    study.combine(plans, List.of(partial, partialResults.get(1)));
  }

  /** A partial result passes by the driver, and is added by a cloud. */
  private void toBoth(Signed<PartialResultMessage> partial) {
    toDriver(partial);
    toCombine(partial);
  }

  private void toAdd(Signed<PartialResultMessage> partial) {
    study.subtotal(Protection.PLAIN, partial, partialResults.get(1));
  }

  private void planToTotal(Signed<PlanMessage> plan) {
    study.total(List.of(plan, plans.get(1)), subtotal);
  }

  private void subtotalToDriver(Signed<SubtotalMessage> said) {
    driver.subtotal(subtotal.message().sites(), said.toText());
  }

  private void subtotalToCombine(Signed<SubtotalMessage> said) {
    study.total(plans, said);
  }

  private void subtotalToBoth(Signed<SubtotalMessage> said) {
    subtotalToDriver(said);
    subtotalToCombine(said);
  }

  private void totalToDriver(Signed<ResultMessage> said) {
    driver.total(study.totalRequest(plans, subtotal), total.message().roots(), said.toText());
    totalToVerifier(said);
  }

  private void totalToVerifier(Signed<ResultMessage> said) {
    ResultCheck.check("result", said, study.signers());
    verify(said, frames -> SiteTally.fold(said.message().plans(), frames));
  }

  private void resultToDriver(Signed<ResultMessage> said) {
    driver.result(study.combineRequest(plans, partialResults), said.toText());
    resultToVerifier(said);
  }

  /** Does what verify --full does with a result and the batches. */
  private void resultToVerifier(Signed<ResultMessage> said) {
    ResultCheck.check("result", said, study.signers());
    verify(said, null);
  }

  private void verify(Signed<ResultMessage> said, @Nullable UnaryOperator<Manifest> fold) {
    try (FrameReader reader =
            FrameReader.open(FrameText.channel("result", said.frame()), "result");
        SumVerifier verifier =
            fold == null
                ? SumVerifier.of(reader, true, Arithmetics.fastest())
                : SumVerifier.folded(reader, true, Arithmetics.fastest(), fold)) {
      for (Signed<BatchMessage> one : batches) {
        FrameReader frame = FrameReader.open(FrameText.channel("batch", one.frame()), "batch");
        verifier.add(frame, FrameProgress.NONE);
      }
      verifier.finishReleased(said.message().product());
    }
  }
}

package io.blindsum.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.blindsum.cloud.Alterations.Altered;
import io.blindsum.frame.FrameException;
import io.blindsum.messages.BatchMessage;
import io.blindsum.messages.CombineRequest;
import io.blindsum.messages.JobException;
import io.blindsum.messages.PartialResultMessage;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.ReduceRequest;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.SealedFrames;
import io.blindsum.messages.Signed;
import io.blindsum.messages.TrustedSigners;
import io.blindsum.protection.SigningKey;
import io.blindsum.service.Claims;
import io.blindsum.testing.Requirement;
import io.blindsum.testing.Seeds;
import io.blindsum.testing.Vectors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A key holder who fetched what three hospitals sealed to a cloud, and asks the cloud for sums that
 * they did not sign. Everything goes through the cloud's own functions, as a colony calls them.
 */
class ReleaseTest {
  private static final int FORGERIES = 1_000;
  private static final SigningKey STRANGER = SigningKey.generate();

  @TempDir private Path folder;

  private final SignedStudy study =
      SignedStudy.of(Vectors.privateKey("blum-1024").publicKey(), "r1", "r2", "r3").ofAtLeast(2);
  private final List<Signed<PlanMessage>> plans = plans(study);
  private final List<Signed<BatchMessage>> batches = batches(study);
  private final SignedStudy earlier = study.again();
  private final List<Signed<PlanMessage>> earlierPlans = plans(earlier);
  private final List<Signed<BatchMessage>> earlierBatches = batches(earlier);
  private final List<Altered<PlanMessage>> altered = Alterations.of(plans.get(0).message());
  private final Random random = Seeds.random("ReleaseTest");

  private static List<Signed<PlanMessage>> plans(SignedStudy study) {
    return List.of(
        study.sealedPlan("r1", 1, 1), study.sealedPlan("r2", 2, 1), study.sealedPlan("r3", 1, 1));
  }

  private static List<Signed<BatchMessage>> batches(SignedStudy study) {
    return List.of(sealed(study, "r1", 41), sealed(study, "r2", 7, 8), sealed(study, "r3", 9));
  }

  private static Signed<BatchMessage> sealed(SignedStudy study, String site, long... values) {
    return SealedFrames.seal(
        study.toSeal(site, 0, 0, SignedStudy.encrypt(study.key(), values)),
        study.identity().sealingKey().publicKey());
  }

  @Test
  @Requirement(
      id = "R33",
      figure = "1,000 forged, altered, foreign plans and batch lists, sealed: 0 sums released")
  void releasesNothingThatTheSitesDidNotSign() {
    int released = 0;
    for (int i = 0; i < FORGERIES; i++) {
      try {
        forge(random.nextInt(9));
        released++;
      } catch (JobException | FrameException e) {
        assertThat(e.getMessage()).hasLineCount(1);
      }
    }
    assertThat(released).isZero();
    // and what they signed is released, as often as it is asked for
    assertThat(ask(study, plans, batches).message().receipts()).hasSize(3);
    assertThat(ask(study, plans, batches).message().receipts()).hasSize(3);
  }

  private Signed<ResultMessage> forge(int kind) {
    int one = random.nextInt(plans.size());
    int next = (one + 1) % plans.size();
    return switch (kind) {
      case 0 -> ask(study, List.of(plans.get(one)), List.of(batches.get(one)));
      case 1 -> {
        // the caller's own plan, of a question that one site is enough for
        SignedStudy own = study.ofAtLeast(1);
        PlanMessage plan = own.sealedPlan("r1", 1, 1).message();
        Signed<PlanMessage> forged =
            random.nextBoolean() ? Signed.unsigned(plan) : Signed.unsigned(plan).by(STRANGER);
        yield ask(own, List.of(forged), List.of(batches.get(0)));
      }
      case 2 -> {
        PlanMessage lie = altered.get(random.nextInt(altered.size())).value();
        Signed<PlanMessage> said = Alterations.altered(plans.get(0), plan -> lie);
        yield ask(study, List.of(said, plans.get(1)), batches.subList(0, 2));
      }
      case 3 ->
          ask(
              study,
              List.of(plans.get(one), earlierPlans.get(next)),
              List.of(batches.get(one), earlierBatches.get(next)));
      case 4 -> {
        Signed<PlanMessage> plan = plans.get(one);
        yield ask(study, List.of(plan, plan), List.of(batches.get(one), batches.get(one)));
      }
      case 5 -> {
        // the batch of one site alone, under the plans of two
        Signed<PartialResultMessage> partial =
            reduce(study, List.of(plans.get(one)), List.of(batches.get(one)));
        yield combine(study, List.of(plans.get(one), plans.get(next)), List.of(partial));
      }
      case 6 ->
          ask(
              study,
              List.of(plans.get(one), plans.get(next)),
              List.of(batches.get(one), earlierBatches.get(next)));
      case 7 -> {
        // the sealed frame under a label that the caller wrote
        BatchMessage other = earlierBatches.get(one).message();
        Signed<BatchMessage> label =
            new Signed<>(
                other,
                batches.get(one).frame(),
                earlierBatches.get(one).signer(),
                earlierBatches.get(one).signature());
        yield ask(
            earlier,
            List.of(earlierPlans.get(one), earlierPlans.get(next)),
            List.of(label, earlierBatches.get(next)));
      }
      default -> {
        SignedStudy alone =
            study.at(
                new CloudIdentity(
                    study.cloudKey(), study.identity().sealingKey(), TrustedSigners.NONE));
        yield ask(alone, plans, batches);
      }
    };
  }

  @Test
  @Requirement(id = "R33", figure = "cloud that knows no site's key: 0 sealed batches opened")
  void aCloudThatKnowsNoSiteOpensNothingThatIsSealed() {
    SignedStudy alone =
        study.at(
            new CloudIdentity(
                study.cloudKey(), study.identity().sealingKey(), TrustedSigners.NONE));
    assertThatExceptionOfType(JobException.class)
        .isThrownBy(() -> reduce(alone, plans, batches))
        .withMessage(
            "batch 0 of site r1: it is sealed, and this cloud knows no site's key; name them under"
                + " signers in its file");
  }

  /** The difference of two sums of a run is the sum of one site. */
  @Test
  @Requirement(id = "R33", figure = "second set of sites of one run, also after a restart: refused")
  void releasesOneSetOfSitesOfARun() {
    SignedStudy kept = study.at(restarted());
    assertThat(ask(kept, plans, batches).message().plans()).hasSize(3);
    SignedStudy after = study.at(restarted());
    for (int left = 0; left < plans.size(); left++) {
      List<Signed<PlanMessage>> two = new ArrayList<>(plans);
      List<Signed<BatchMessage>> theirs = new ArrayList<>(batches);
      two.remove(left);
      theirs.remove(left);
      assertThatExceptionOfType(JobException.class)
          .isThrownBy(() -> ask(after, two, theirs))
          .withMessage("plans: the sum of other plans of this run was released before");
    }
    assertThat(ask(after, plans, batches).message().plans()).hasSize(3);
  }

  private CloudIdentity restarted() {
    return new CloudIdentity(
        study.cloudKey(),
        study.identity().sealingKey(),
        study.signers(),
        Optional.empty(),
        Claims.in(folder.resolve("releases")));
  }

  private static Signed<ResultMessage> ask(
      SignedStudy study, List<Signed<PlanMessage>> plans, List<Signed<BatchMessage>> batches) {
    return combine(study, plans, List.of(reduce(study, plans, batches)));
  }

  private static Signed<PartialResultMessage> reduce(
      SignedStudy study, List<Signed<PlanMessage>> plans, List<Signed<BatchMessage>> batches) {
    ReduceRequest request = study.reduceRequest(plans, 0, 0);
    return study
        .reduceBatches()
        .reduce(request, batches.stream().map(Signed::toText).toList(), SignedStudy.INLINE);
  }

  private static Signed<ResultMessage> combine(
      SignedStudy study,
      List<Signed<PlanMessage>> plans,
      List<Signed<PartialResultMessage>> partialResults) {
    CombineRequest request = study.combineRequest(plans, partialResults);
    return study.combine().combine(request);
  }
}

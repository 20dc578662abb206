package io.blindsum.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.blindsum.frame.FrameException;
import io.blindsum.messages.BatchMessage;
import io.blindsum.messages.FrameText;
import io.blindsum.messages.JobException;
import io.blindsum.messages.PartialResultMessage;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.SealedFrames;
import io.blindsum.messages.Signed;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.protection.SealPrivateKey;
import io.blindsum.protection.SealPublicKey;
import io.blindsum.testing.Seeds;
import io.blindsum.testing.Vectors;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Opens what is sealed to this cloud for this batch, and refuses everything else by name. */
class SealedBatchesTest {
  private static final PaillierPublicKey KEY = Vectors.privateKey("blum-1024").publicKey();
  private static final String BROKEN = "not sealed to this key for this place, or altered";

  private final SignedStudy study = SignedStudy.of(KEY, "r1", "r2");
  private final SealPublicKey cloud = study.identity().sealingKey().publicKey();
  private final Signed<BatchMessage> clear1 =
      study.toSeal("r1", 0, 0, SignedStudy.encrypt(KEY, 5, 6));
  private final Signed<BatchMessage> clear2 = study.toSeal("r2", 0, 0, SignedStudy.encrypt(KEY, 7));
  private final Signed<BatchMessage> r1 = SealedFrames.seal(clear1, cloud);
  private final Signed<BatchMessage> r2 = SealedFrames.seal(clear2, cloud);

  private final List<Signed<PlanMessage>> plans =
      List.of(study.sealedPlan("r1", 2, 1), study.sealedPlan("r2", 1, 1));

  @Test
  void addsWhatIsSealedToItAsItAddsTheRest() {
    assertThat(study.reduce(plans, 0, 0, List.of(r1, r2)).message().receipts()).hasSize(2);
    // a batch that was encrypted again has another seal and another frame
    assertThat(SealedFrames.seal(clear1, cloud).frame()).isNotEqualTo(r1.frame());
  }

  @Test
  void refusesFramesOfOtherBatchesAttemptsAndClouds() {
    refused("batch 0 of site r1: " + BROKEN, r1.withFrame(r2.frame()));
    Signed<BatchMessage> later = study.toSeal("r1", 0, 1, SignedStudy.encrypt(KEY, 5, 6));
    refused("batch 0 of site r1: " + BROKEN, r1.withFrame(SealedFrames.seal(later, cloud).frame()));
    SealPublicKey other = SealPrivateKey.generate().publicKey();
    refused("batch 0 of site r1: sealed to " + other, SealedFrames.seal(clear1, other));
  }

  @Test
  void refusesEveryFlippedBit() {
    byte[] sealed = FrameText.bytes("r1", r1.frame());
    Random random = Seeds.random("SealedBatchesTest");
    for (int i = 0; i < 200; i++) {
      byte[] altered = sealed.clone();
      altered[random.nextInt(altered.length)] ^= (byte) (1 << random.nextInt(8));
      refused("batch 0 of site r1: ", r1.withFrame(Base64.getEncoder().encodeToString(altered)));
    }
  }

  @Test
  void refusesAFrameThatIsSealedOrNotAgainstItsWord() {
    refused("batch 0 of site r1: its plan says that it is sealed, and it is not", clear1);
    Signed<BatchMessage> plain = study.batch("r1", 0, 0, SignedStudy.encrypt(KEY, 5, 6));
    refused(
        "batch 0 of site r1: its frame does not say the protection that the plans say",
        SealedFrames.seal(plain, cloud));
    refused(
        "batch 0 of site r1: its frame is sealed, and its plan does not say so",
        study.plan("r1", 2, 1),
        r1);
  }

  /** A partial total is the total of a few rows: it is no more to be read on the way than they. */
  @Test
  void partialResultsAreSealedForTheCombination() {
    Signed<PartialResultMessage> open = study.reduce(plans, 0, 0, List.of(r1, r2));
    Signed<PartialResultMessage> partial = SealedFrames.seal(open, cloud);
    assertThat(study.combine(plans, List.of(partial)).message().receipts()).hasSize(2);
    assertThatExceptionOfType(JobException.class)
        .isThrownBy(() -> study.combine(plans, List.of(open)))
        .withMessageEndingWith("its frame is not as the plans say, sealed or not");
    Signed<PartialResultMessage> another =
        SealedFrames.seal(study.reduce(plans, 0, 0, List.of(r1, r2)), cloud);
    Signed<PartialResultMessage> swapped = partial.withFrame(another.frame());
    assertThatExceptionOfType(JobException.class)
        .isThrownBy(() -> study.combine(plans, List.of(swapped)))
        .withMessage("partial result of batch 0: " + BROKEN);
  }

  private void refused(String reason, Signed<BatchMessage> batch) {
    refused(reason, plans.get(0), batch);
  }

  private void refused(String reason, Signed<PlanMessage> plan, Signed<BatchMessage> batch) {
    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(() -> study.reduce(List.of(plan), 0, 0, List.of(batch)))
        .isInstanceOfAny(JobException.class, FrameException.class)
        .withMessageStartingWith(reason)
        .withMessageNotContaining("\n");
  }
}

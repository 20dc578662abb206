package io.blindsum.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.blindsum.frame.FrameException;
import io.blindsum.messages.BatchMessage;
import io.blindsum.messages.JobException;
import io.blindsum.messages.PartialResultMessage;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.SealedFrames;
import io.blindsum.messages.Signed;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.protection.SealPublicKey;
import io.blindsum.testing.Refusals;
import io.blindsum.testing.Requirement;
import io.blindsum.testing.Vectors;
import java.util.Base64;
import java.util.List;

/** What a hospital or another cloud signed, whatever bytes it calls a frame. */
public class CloudFuzz {
  private static final PaillierPublicKey KEY = Vectors.privateKey("blum-1024").publicKey();

  private final SignedStudy study = SignedStudy.of(KEY, "r1");
  private final SealPublicKey cloud = study.identity().sealingKey().publicKey();
  private final Signed<BatchMessage> batch =
      study.batch("r1", 0, 0, SignedStudy.encrypt(KEY, 5, 6));
  private final Signed<BatchMessage> toSeal =
      study.toSeal("r1", 0, 0, SignedStudy.encrypt(KEY, 5, 6));
  private final Signed<PlanMessage> plan = study.plan("r1", 2, 1);
  private final Signed<PlanMessage> sealedPlan = study.sealedPlan("r1", 2, 1);
  private final Signed<PartialResultMessage> partial =
      study.reduce(List.of(plan), 0, 0, List.of(batch));

  @FuzzTest
  @Requirement(id = "R31", figure = "frames of signed batches, of any bytes: added or refused")
  public void batches(byte[] input) {
    String frame = Base64.getEncoder().encodeToString(input);
    reduce(plan, study.sign(batch.withFrame(frame)));
    reduce(sealedPlan, study.sign(toSeal.withFrame(frame)));
    reduce(sealedPlan, study.sign(SealedFrames.seal(toSeal.withFrame(frame), cloud)));
  }

  private void reduce(Signed<PlanMessage> planned, Signed<BatchMessage> message) {
    Refusals.parse(
            () -> study.reduce(List.of(planned), 0, 0, List.of(message)),
            JobException.class,
            FrameException.class)
        .ifPresent(
            added ->
                assertThat(added.message().receipts()).containsExactly(message.withoutFrame()));
  }

  @FuzzTest
  @Requirement(
      id = "R31",
      figure = "frames of signed partial results, of any bytes: added or refused")
  public void partials(byte[] input) {
    Signed<PartialResultMessage> hostile =
        partial.withFrame(Base64.getEncoder().encodeToString(input));
    combine(hostile);
    combine(SealedFrames.seal(hostile, cloud));
  }

  private void combine(Signed<PartialResultMessage> hostile) {
    Signed<PartialResultMessage> signed = hostile.by(study.cloudKey());
    Refusals.parse(
            () -> study.combine(List.of(plan), List.of(signed)),
            JobException.class,
            FrameException.class)
        .ifPresent(
            result ->
                assertThat(result.message().receipts()).isEqualTo(partial.message().receipts()));
  }
}

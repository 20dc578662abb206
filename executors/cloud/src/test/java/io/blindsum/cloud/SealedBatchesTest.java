package io.blindsum.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.blindsum.frame.FrameException;
import io.blindsum.messages.BatchMessage;
import io.blindsum.messages.BatchName;
import io.blindsum.messages.FrameText;
import io.blindsum.messages.JobException;
import io.blindsum.messages.PartialMessage;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.SealedFrames;
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

  private final SignedStudy study = new SignedStudy(KEY, "r1", "r2");
  private final SealPublicKey cloud = study.state().sealingKey().publicKey();
  private final BatchMessage clear1 = study.toSeal("r1", 0, 0, SignedStudy.encrypt(KEY, 5, 6));
  private final BatchMessage clear2 = study.toSeal("r2", 0, 0, SignedStudy.encrypt(KEY, 7));
  private final BatchMessage r1 = SealedFrames.seal(clear1, cloud);
  private final BatchMessage r2 = SealedFrames.seal(clear2, cloud);

  @Test
  void addsWhatIsSealedToItAsItAddsTheRest() {
    List<BatchName> names = List.of(r1.name(), r2.name());
    assertThat(study.reduce(names, 0, List.of(r1, r2)).batches()).hasSize(2);
    // a batch that was encrypted again has another seal and another frame
    assertThat(SealedFrames.seal(clear1, cloud).frame()).isNotEqualTo(r1.frame());
  }

  @Test
  void refusesFramesOfOtherBatchesAttemptsAndClouds() {
    refused("batch 0 of site r1: " + BROKEN, r1.withFrame(r2.frame()));
    BatchMessage later = study.toSeal("r1", 0, 1, SignedStudy.encrypt(KEY, 5, 6));
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
    refused("batch 0 of site r1: its frame says that it is sealed, and is not", clear1);
    BatchMessage plain = study.batch("r1", 0, 0, SignedStudy.encrypt(KEY, 5, 6));
    refused(
        "batch 0 of site r1: its frame is sealed, and does not say so",
        SealedFrames.seal(plain, cloud));
  }

  /** A partial total is the total of a few rows: it is no more to be read on the way than they. */
  @Test
  void partialResultsAreSealedForTheCombination() {
    List<BatchName> names = List.of(r1.name(), r2.name());
    PartialMessage open = study.reduce(names, 0, List.of(r1, r2));
    PartialMessage partial = SealedFrames.seal(open, cloud);
    List<PlanMessage> plans = List.of(study.plan("r1", 2, 1), study.plan("r2", 1, 1));
    assertThat(study.combine(plans, List.of(partial)).receipts()).hasSize(2);
    assertThatExceptionOfType(JobException.class)
        .isThrownBy(() -> study.combine(plans, List.of(open)))
        .withMessageEndingWith("its frame is not as it says, sealed or not");
    PartialMessage another = SealedFrames.seal(study.reduce(names, 0, List.of(r1, r2)), cloud);
    PartialMessage swapped =
        new PartialMessage(
            partial.study(),
            partial.batch(),
            partial.attempt(),
            partial.digest(),
            another.frame(),
            partial.batches(),
            partial.signer(),
            partial.signature());
    assertThatExceptionOfType(JobException.class)
        .isThrownBy(() -> study.combine(plans, List.of(swapped)))
        .withMessage("partial result of batch 0: " + BROKEN);
  }

  private void refused(String reason, BatchMessage batch) {
    List<BatchName> names = List.of(batch.name());
    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(() -> study.reduce(names, 0, List.of(batch)))
        .isInstanceOfAny(JobException.class, FrameException.class)
        .withMessageStartingWith(reason)
        .withMessageNotContaining("\n");
  }
}

package io.blindsum.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.blindsum.keys.SeedKeyFormat;
import io.blindsum.messages.JobException;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.RunPlans;
import io.blindsum.messages.SignatureException;
import io.blindsum.messages.Signed;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.protection.SigningKey;
import io.blindsum.testing.Vectors;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A plan that was verified once vouches for itself alone. */
class PlanCheckTest {
  private final SignedStudy study =
      SignedStudy.of(Vectors.privateKey("blum-1024").publicKey(), "r1", "r2");
  private final PlanCheck check = study.check();

  @Test
  void whatWasVerifiedVouchesForNothingElse() {
    Signed<PlanMessage> plan = study.plan("r1", 5, 2);
    take(plan);
    take(plan);
    for (Signed<PlanMessage> other :
        List.of(
            Alterations.altered(plan, honest -> study.plan("r1", 6, 2).message()),
            new Signed<>(plan.message(), "", plan.signer(), ""),
            new Signed<>(plan.message(), "", "", ""),
            new Signed<>(plan.message(), "", plan.signer(), plan.signature() + "0"),
            plan.by(SigningKey.generate()))) {
      refuses(other);
    }
    take(plan);
  }

  @Test
  void whatIsRefusedOnceIsRefusedAgain() {
    Signed<PlanMessage> forged = study.plan("r1", 5, 2).by(SigningKey.generate());
    refuses(forged);
    refuses(forged);
  }

  @Test
  void aKeyThatThePlansDoNotNameIsRefused() {
    RunPlans plans = check.take(study.run(), SignedStudy.STUDY, List.of(study.plan("r1", 5, 2)));
    PaillierPublicKey other = Vectors.privateKey("safe-1024").publicKey();
    assertThat(check.keyOf(plans, SeedKeyFormat.write(study.key()))).isEqualTo(study.key());
    assertThatExceptionOfType(JobException.class)
        .isThrownBy(() -> check.keyOf(plans, SeedKeyFormat.write(other)))
        .withMessage("plans: of another key");
  }

  private void take(Signed<PlanMessage> plan) {
    assertThat(check.take(study.run(), SignedStudy.STUDY, List.of(plan)).plans())
        .containsExactly(plan.message());
  }

  private void refuses(Signed<PlanMessage> plan) {
    assertThatExceptionOfType(SignatureException.class)
        .isThrownBy(() -> take(plan))
        .withMessageStartingWith("plan of site r1: ");
  }
}

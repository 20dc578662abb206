package io.blindsum.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.blindsum.arith.Arithmetics;
import io.blindsum.colony.DirectCall;
import io.blindsum.colony.ProcessContext;
import io.blindsum.keys.SeedKeyFormat;
import io.blindsum.messages.CombineRequest;
import io.blindsum.messages.Functions;
import io.blindsum.messages.JobException;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.Signed;
import io.blindsum.paillier.KeyGate;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.protection.SigningKey;
import io.blindsum.service.Claims;
import io.blindsum.service.ExecutorMetrics;
import io.blindsum.service.KeyContexts;
import io.blindsum.testing.LongForm;
import io.blindsum.testing.Requirement;
import io.blindsum.testing.Seeds;
import io.blindsum.testing.Toll;
import io.blindsum.testing.Vectors;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What those who may not ask cost a cloud: their keys are not even read. */
class CloudStrangersTest {
  private static final String NOT_ON_THE_LIST = "the initiator is not on the cloud's list";

  private final SignedStudy study =
      SignedStudy.of(Vectors.privateKey("blum-2048").publicKey(), "a");
  private final KeyContexts<KeyAdder> keys =
      new KeyContexts<>(
          KeyGate.forInspection(),
          key -> {
            throw new AssertionError("something is computed with a stranger's key");
          });

  /** A function of the cloud. */
  private interface Job {
    List<String> run(ProcessContext context) throws Exception;
  }

  private Map<String, Job> jobs(CloudIdentity state) {
    ExecutorMetrics metrics = new ExecutorMetrics();
    PlanCheck check = new PlanCheck(state, keys);
    return Map.of(
        Functions.SUM_PATIENT_DATA, new SumPatientData(keys, state)::run,
        Functions.REDUCE_BATCHES,
            new ReduceBatches(
                    state, check, Arithmetics.fastest(), "test", metrics, Optional.empty())
                ::run,
        Functions.COMBINE, new Combine(keys, state, check, Arithmetics.fastest())::run);
  }

  private CloudIdentity listing(String initiator) {
    return new CloudIdentity(
        study.cloudKey(),
        study.identity().sealingKey(),
        study.signers(),
        Optional.of(Set.of(initiator)),
        Claims.inMemory());
  }

  @Test
  @Requirement(
      id = "R36",
      figure =
          "10,000 jobs of strangers to a cloud (long: 100,000): refused before any argument is"
              + " read; heap as before")
  void whoAsksIsLookedAtFirst() throws Exception {
    Random random = Seeds.random("CloudStrangersTest");
    Map<String, Job> jobs = jobs(listing("researcher"));
    Toll toll = Toll.start("jobs of strangers to a cloud");
    for (int i = 0; i < LongForm.of(10_000, 100_000); i++) {
      Object key = i % 2 == 0 ? "A".repeat(i) : SeedKeyFormat.write(key(random));
      for (Map.Entry<String, Job> job : jobs.entrySet()) {
        ProcessContext asked = context(job.getKey(), "stranger", arguments(key));
        toll.count(() -> refuses(() -> job.getValue().run(asked), NOT_ON_THE_LIST));
      }
    }
    assertThat(toll.finish()).isLessThan(Toll.MOST_BYTES);
  }

  @Test
  @Requirement(
      id = "R36",
      figure = "1,000 jobs with plans of no site that the cloud knows: refused before their key")
  void whoSignedIsLookedAtBeforeTheKey() {
    Random random = Seeds.random("CloudStrangersTest");
    Signed<PlanMessage> forged = study.plan("a", 2, 1).by(SigningKey.generate());
    List<Signed<PlanMessage>> plans = List.of(forged);
    Map<String, Job> jobs = jobs(study.identity());
    Map<String, Map<String, Object>> honest =
        Map.of(
            Functions.REDUCE_BATCHES, study.reduceRequest(plans, 0, 0).arguments(),
            Functions.COMBINE,
                new CombineRequest(
                        study.run(), SignedStudy.STUDY, "key", List.of("{}"), plans, List.of())
                    .arguments());
    for (int i = 0; i < 500; i++) {
      Object key = i % 2 == 0 ? "no key" : SeedKeyFormat.write(key(random));
      honest.forEach(
          (function, arguments) -> {
            Map<String, Object> asked = new LinkedHashMap<>(arguments);
            asked.put(Functions.KEY_ARGUMENT, key);
            Job job = Objects.requireNonNull(jobs.get(function));
            refuses(
                () -> job.run(context(function, "researcher", asked)),
                "plan of site a: not signed by the key of site a");
          });
    }
  }

  private static PaillierPublicKey key(Random random) {
    return PaillierPublicKey.of(new BigInteger(2048, random).setBit(2047).setBit(0));
  }

  private static Map<String, Object> arguments(Object key) {
    return Map.of(Functions.KEY_ARGUMENT, key, "run", 1, "plans", "none", "partials", -1);
  }

  /** Something that throws. */
  private interface Call {
    void run() throws Exception;
  }

  private static void refuses(Call call, String reason) {
    assertThatExceptionOfType(JobException.class).isThrownBy(call::run).withMessage(reason);
  }

  private static ProcessContext context(
      String function, String initiator, Map<String, Object> kwargs) {
    return DirectCall.of(1, initiator, function, Functions.CLOUD_EXECUTOR_TYPE, kwargs);
  }
}

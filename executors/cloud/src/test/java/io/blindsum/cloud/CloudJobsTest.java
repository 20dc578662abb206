package io.blindsum.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.colony.Process;
import io.blindsum.messages.Functions;
import io.blindsum.messages.PartialResultMessage;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.Signed;
import io.blindsum.messages.StudyRequest;
import io.blindsum.service.Claims;
import io.blindsum.testing.Requirement;
import io.blindsum.testing.Vectors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Asks a cloud as somebody who may not, and with numbers that are out of their range. */
class CloudJobsTest {
  private static final String LIST = "the initiator is not on the cloud's list";

  private final SignedStudy study =
      SignedStudy.of(Vectors.privateKey("blum-2048").publicKey(), "a");
  private final List<Signed<PlanMessage>> plans = List.of(study.plan("a", 2, 1));

  @Test
  @Requirement(id = "R33", figure = "jobs of who is not among a cloud's initiators: 0 run")
  void whoIsNotOnTheListIsRefused() throws Exception {
    for (String listed : List.of("somebody else", "researcher")) {
      CloudIdentity identity =
          new CloudIdentity(
              study.cloudKey(),
              study.identity().sealingKey(),
              study.signers(),
              Optional.of(Set.of(listed)),
              Claims.inMemory());
      try (Cloud cloud = Cloud.start(identity)) {
        boolean may = listed.equals("researcher");
        for (Map.Entry<String, Map<String, Object>> job : jobs().entrySet()) {
          List<String> errors = cloud.run(job.getKey(), job.getValue(), List.of()).errors();
          assertThat(errors.contains(LIST)).as(job.getKey()).isNotEqualTo(may);
        }
      }
    }
  }

  @Test
  @Requirement(
      id = "R37",
      figure =
          "each number of a cloud's jobs, as 8 others: an answer or one line, and it serves on")
  void everyNumberIsAnsweredOrRefused() throws Exception {
    try (Cloud cloud = Cloud.start(study.identity())) {
      for (Map.Entry<String, Map<String, Object>> job : jobs().entrySet()) {
        for (String member : job.getValue().keySet()) {
          if (!(job.getValue().get(member) instanceof Number)) {
            continue;
          }
          for (Number number :
              List.<Number>of(0, -1, 1, Integer.MAX_VALUE, 1L << 31, 1L << 53, 0x1p63, 1e308)) {
            Map<String, Object> altered = new LinkedHashMap<>(job.getValue());
            altered.put(member, number);
            Process process = cloud.run(job.getKey(), altered, List.of());
            assertThat(process.errors()).as(job.getKey() + " " + member + number).hasSize(1);
            assertThat(process.errors().get(0)).hasLineCount(1).doesNotContain("internal");
          }
        }
      }
      List<String> batch =
          List.of(study.batch("a", 0, 0, SignedStudy.encrypt(study.key(), 3, 4)).toText());
      Map<String, Object> honest = study.reduceRequest(plans, 0, 0).arguments();
      assertThat(cloud.run(Functions.REDUCE_BATCHES, honest, batch).errors()).isEmpty();
    }
  }

  /** The jobs of a cloud; without inputs and hospitals each ends with one line. */
  private Map<String, Map<String, Object>> jobs() {
    List<Signed<PartialResultMessage>> partialResults = new ArrayList<>();
    partialResults.add(
        study.reduce(
            plans, 0, 0, List.of(study.batch("a", 0, 0, SignedStudy.encrypt(study.key(), 3, 4)))));
    StudyRequest spec = study.spec(1);
    Map<String, Object> combine =
        new LinkedHashMap<>(study.combineRequest(plans, partialResults).arguments());
    combine.put("partials", List.of("{}"));
    return Map.of(
        Functions.REDUCE_BATCHES, study.reduceRequest(plans, 0, 0).arguments(),
        Functions.COMBINE, combine,
        Functions.RUN_STUDY, spec.arguments(),
        Functions.SUM_PATIENT_DATA,
            Map.of(Functions.KEY_ARGUMENT, study.reduceRequest(plans, 0, 0).publicKey()));
  }
}

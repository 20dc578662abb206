package io.blindsum.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.messages.BatchMessage;
import io.blindsum.messages.JobException;
import io.blindsum.messages.PartialResultMessage;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.Signed;
import io.blindsum.study.Answers;
import io.blindsum.testing.Requirement;
import io.blindsum.testing.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A server that kept every step of twenty runs of one question, by the same sites and one cloud,
 * and shows the steps of one in the place of those of another, under whatever ids it likes.
 */
class FreshnessTest {
  private static final int RUNS = 20;
  private static final List<String> SITES = List.of("r1", "r2");

  /** What was said in a run. */
  private record Said(
      SignedStudy study,
      List<Signed<PlanMessage>> plans,
      List<Signed<BatchMessage>> batches,
      List<Signed<PartialResultMessage>> partialResults,
      Signed<ResultMessage> result) {
    static Said of(SignedStudy study) {
      List<Signed<PlanMessage>> plans = SITES.stream().map(site -> study.plan(site, 2, 1)).toList();
      List<Signed<BatchMessage>> batches =
          SITES.stream()
              .map(site -> study.batch(site, 0, 0, SignedStudy.encrypt(study.key(), 3, 4)))
              .toList();
      List<Signed<PartialResultMessage>> partialResults = study.reduceAll(plans, 0, batches);
      return new Said(study, plans, batches, partialResults, study.combine(plans, partialResults));
    }
  }

  @Test
  @Requirement(
      id = "R34",
      figure = "each step of 20 runs replaced by that of every other run: 0 accepted")
  void noStepOfARunPassesForThatOfAnother() {
    SignedStudy first =
        SignedStudy.of(Vectors.privateKey("blum-1024").publicKey(), SITES.toArray(String[]::new));
    List<Said> runs = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      runs.add(Said.of(first.again()));
    }
    List<String> accepted = new ArrayList<>();
    int tried = 0;
    for (Said run : runs) {
      replacements(run, run).forEach((step, replay) -> replay.run());
      for (Said other : runs) {
        if (!other.equals(run)) {
          for (Map.Entry<String, Runnable> replay : replacements(run, other).entrySet()) {
            tried++;
            if (isAccepted(replay.getValue())) {
              accepted.add(replay.getKey());
            }
          }
        }
      }
    }
    assertThat(accepted).isEmpty();
    assertThat(tried).isEqualTo(RUNS * (RUNS - 1) * 7);
  }

  /** What a run does with a step of another, each by itself. */
  private static Map<String, Runnable> replacements(Said run, Said other) {
    SignedStudy study = run.study();
    Answers driver = study.driver();
    Signed<PlanMessage> plan = other.plans().get(0);
    return Map.of(
        "plan to driver",
        // the server says that the process is the earlier one
        () -> driver.plan("r1", plan.message().plan(), plan.toText()),
        "plan to reduce_batches",
        () -> study.reduce(List.of(plan, run.plans().get(1)), 0, 0, run.batches()),
        "batch to reduce_batches",
        () ->
            study.reduce(run.plans(), 0, 0, List.of(other.batches().get(0), run.batches().get(1))),
        "partial to driver",
        () -> driver.partial(run.plans(), 0, 0, other.partialResults().get(0).toText()),
        "plan to combine",
        () -> study.combine(List.of(plan, run.plans().get(1)), run.partialResults()),
        "partial to combine",
        () -> study.combine(run.plans(), other.partialResults()),
        "result to driver",
        () ->
            driver.result(
                study.combineRequest(run.plans(), run.partialResults()), other.result().toText()));
  }

  private static boolean isAccepted(Runnable replay) {
    try {
      replay.run();
      return true;
    } catch (JobException e) {
      return false;
    }
  }
}

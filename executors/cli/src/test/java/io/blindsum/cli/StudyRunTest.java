package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.blindsum.colony.Awaiting;
import io.blindsum.colony.Conditions;
import io.blindsum.colony.Function;
import io.blindsum.colony.FunctionSpec;
import io.blindsum.colony.Process;
import io.blindsum.colony.Retrier;
import io.blindsum.messages.Functions;
import io.blindsum.messages.MissingSite;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.Signed;
import io.blindsum.messages.StudyRequest;
import io.blindsum.study.RunJournal;
import io.blindsum.study.RunListener;
import io.blindsum.study.StudyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs studies over real hospital and cloud executors on the embedded colony. */
class StudyRunTest {
  @TempDir private Path folder;

  @Test
  void eightBatchesOfTwoCloudsEqualOne() throws Exception {
    try (TestStudy study = TestStudy.start(folder).cloud().cloud()) {
      study.hospital("r1", 400, 3);
      study.hospital("r2", 397, 50);
      Signed<ResultMessage> eight = study.run(study.spec(50, "tall", 4, 2));
      assertThat(eight.message().receipts()).hasSize(16);
      study.assertExact(eight);

      Signed<ResultMessage> one = study.run(study.spec(400, "tall", 1, 2));
      assertThat(one.message().receipts()).hasSize(2);
      study.assertExact(one);
      assertThat(one.frame()).isNotEqualTo(eight.frame());
    }
  }

  @Test
  void addsSixteenSitesInOneGraphAndMoreInSeveral() throws Exception {
    try (TestStudy study = TestStudy.start(folder).cloud()) {
      for (int i = 1; i <= 17; i++) {
        study.hospital("r" + i, 11 + i % 3, 7 * i);
      }
      Signed<ResultMessage> result = study.run(study.spec(0, "wide", 16, 17));
      assertThat(result.message().plans()).hasSize(17);
      assertThat(result.message().receipts())
          .hasSize(17)
          .extracting(receipt -> receipt.message().site())
          .doesNotHaveDuplicates();
      study.assertExact(result);
    }
  }

  @Test
  void addsAHundredSitesThatSendOneVectorEach() throws Exception {
    try (TestStudy study = TestStudy.start(folder).cloud()) {
      for (int i = 1; i <= 100; i++) {
        study.hospital("r" + i, 100 + i, 3 * i);
      }
      Signed<ResultMessage> result = study.run(study.spec(0, "partials", 16, 100));
      assertThat(result.message().plans()).hasSize(100);
      assertThat(result.message().receipts()).hasSize(100);
      study.assertExact(result);
    }
  }

  @Test
  void namesTheSitesThatAbstain() throws Exception {
    try (TestStudy study = TestStudy.start(folder).cloud()) {
      study.hospital("r1", 20, 1);
      study.hospital("r2", 9, 1);
      List<MissingSite> told = new ArrayList<>();
      RunListener listener =
          new RunListener() {
            @Override
            public void missing(MissingSite site) {
              told.add(site);
            }
          };
      Signed<ResultMessage> result =
          study.run(study.spec(0, "wide", 4, 1), RunJournal.inMemory(), listener);
      assertThat(result.message().missing()).extracting(MissingSite::site).containsExactly("r2");
      assertThat(result.message().missing()).isEqualTo(told);
      assertThat(told.get(0).reason()).doesNotContain("9");
      study.assertExact(result);

      StudyRequest strict = study.spec(0, "wide", 4, 2);
      assertThatExceptionOfType(StudyException.class)
          .isThrownBy(() -> study.run(strict))
          .withMessageStartingWith("1 of 2 sites contribute, 2 are needed (r2: ");
    }
  }

  @Test
  void doesAgainWhatTheServerLost() throws Exception {
    try (TestStudy study = TestStudy.start(folder)) {
      study.hospital("r2", 30, 5);
      List<String> told = Collections.synchronizedList(new ArrayList<>());
      RunListener listener =
          new RunListener() {
            @Override
            public void repeated(String batch, String reason) {
              told.add(batch + ": " + reason);
            }
          };
      // Executors that close successfully with nothing, as a server that lost the output shows it;
      // the true ones come when that has happened.
      lossy(study, Functions.CLOUD_EXECUTOR_TYPE, Functions.REDUCE_BATCHES);
      lossy(study, Functions.hospitalExecutorType("r1"), Functions.PLAN_COHORT);
      StudyRequest spec =
          new StudyRequest(
              study.spec(10, "wide", 1, 1).plan(), List.of("r1", "r2"), 2, 1, 120, 600);
      CompletableFuture<Signed<ResultMessage>> run =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return study.run(spec, RunJournal.inMemory(), listener);
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      awaitSize(told, 1);
      study.hospital("r1", 40, 1);
      awaitSize(told, 2);
      study.cloud();
      study.assertExact(run.get(120, TimeUnit.SECONDS));
      assertThat(told)
          .containsExactly(
              "plan of site r1: the server lost its output", "batch 0: the server lost its output");
    }
  }

  private static void lossy(TestStudy study, String type, String function) throws Exception {
    study
        .colony()
        .colony()
        .run(
            type,
            loop ->
                loop.function(Function.of(function, "loses its output"), context -> List.of())
                    .once(true));
  }

  private static void awaitSize(List<String> list, int size) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (list.size() < size) {
      assertThat(System.nanoTime()).as("waiting for %d of %s", size, list).isLessThan(end);
      Thread.sleep(10);
    }
  }

  @Test
  void goesOnWithAJournalAndSubmitsNothingTwice() throws Exception {
    Path file = folder.resolve("run.journal");
    try (TestStudy study = TestStudy.start(folder).cloud()) {
      study.hospital("r1", 60, 1);
      StudyRequest spec = study.spec(10, "wide", 2, 1);
      RunListener breaking = TestStudy.dyingAtThirdProgress();
      try (RunJournal journal = RunJournal.create(file)) {
        assertThatExceptionOfType(IllegalStateException.class)
            .isThrownBy(() -> study.run(spec, journal, breaking));
      }
      // a crash in the middle of a line
      Files.writeString(file, Files.readString(file) + "{\"event\":\"DO");
      try (RunJournal journal = RunJournal.resume(file)) {
        study.assertExact(study.run(spec, journal, RunListener.NONE));
      }
      assertThat(Files.readAllLines(file).stream().filter(line -> line.contains("PLAN")))
          .hasSize(1);
      assertThat(Files.readAllLines(file).stream().filter(line -> line.contains("BATCH")))
          .hasSize(6);
      assertThat(Files.readAllLines(file).stream().filter(line -> line.contains("DONE")))
          .hasSize(6);

      try (RunJournal journal = RunJournal.resume(file)) {
        assertThatExceptionOfType(StudyException.class)
            .isThrownBy(() -> study.run(study.spec(20, "wide", 2, 1), journal, RunListener.NONE))
            .withMessageContaining("another key or question");
      }
      assertThatExceptionOfType(StudyException.class)
          .isThrownBy(() -> RunJournal.create(file))
          .withMessageContaining("--resume");
    }
  }

  @Test
  void runsDetachedInTheCloud() throws Exception {
    try (TestStudy study = TestStudy.start(folder).cloud().cloud()) {
      study.hospital("r1", 25, 1);
      StudyRequest spec = study.spec(10, "wide", 2, 1);
      FunctionSpec.Builder call =
          FunctionSpec.of(
              Functions.RUN_STUDY,
              Conditions.of(study.researcher().colonyName(), Functions.CLOUD_EXECUTOR_TYPE));
      spec.arguments().forEach(call::kwarg);
      String id = study.researcher().submit(call.build()).processId();
      Process process = new Awaiting(study.researcher(), Retrier.forever()).process(id);
      assertThat(process.errors()).isEmpty();
      study.assertExact(Signed.parse("out", process.out().get(0), ResultMessage.class));
    }
  }
}

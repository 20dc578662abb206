package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.blindsum.cloud.CloudIdentity;
import io.blindsum.colony.ColonyClient;
import io.blindsum.colony.Process;
import io.blindsum.colony.ProcessState;
import io.blindsum.colony.local.LocalColony;
import io.blindsum.colony.local.LocalColonyOptions;
import io.blindsum.messages.BatchMessage;
import io.blindsum.messages.Functions;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.Signed;
import io.blindsum.messages.StoredFrames;
import io.blindsum.messages.StudyRequest;
import io.blindsum.study.RunJournal;
import io.blindsum.study.RunListener;
import io.blindsum.study.StudyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs studies whose batches lie in an object store. */
class FilesStudyTest {
  private static final String KEPT = "transport:\n  keep_files: true\n";

  @TempDir private Path folder;

  /** Masked batches: of a site that removes them, of one that keeps them, and of one without. */
  @Test
  void addsWhatLiesInAStoreAndRemovesIt() throws Exception {
    try (TestStudy study = start(CloudIdentity.inMemory()).cloud()) {
      study.hospital("r3", 30, 9);
      study.storing();
      study.hospital("r1", 40, 1);
      study.hospitalUnder(KEPT, "r2", 25, 50);
      Signed<ResultMessage> result = study.run(TestStudy.byFiles(study.spec(10, "wide", 4, 3)));
      study.assertExact(result);
      assertThat(batches(study)).hasSize(10).allMatch(this::isWhereItBelongs);

      String removed = plan(result, "r1");
      await(() -> objects(removed) == 0);
      await(() -> study.researcher().getFiles("/" + StoredFrames.folder(removed)).isEmpty());
      String kept = plan(result, "r2");
      assertThat(objects(kept)).isEqualTo(3);
      assertThat(study.researcher().getFiles("/" + StoredFrames.folder(kept))).hasSize(3);
    }
  }

  private boolean isWhereItBelongs(Signed<BatchMessage> batch) {
    return StoredFrames.isStored(batch) != batch.message().site().equals("r3");
  }

  /** 512 bytes a row: 4 MB of a store, and what is 1 MB in a message without one. */
  @Test
  void plansLargerBatchesForAStore() throws Exception {
    try (TestStudy study = start(CloudIdentity.inMemory()).cloud()) {
      study.hospital("r3", 30, 9);
      study.storing().hospital("r1", 40, 1);
      StudyRequest inline = study.spec(0, "wide", 4, 2);
      Signed<ResultMessage> result = study.run(TestStudy.byFiles(inline));
      study.assertExact(result);
      assertThat(result.message().plans())
          .extracting(plan -> plan.message().site() + " " + plan.message().batchRows())
          .containsExactlyInAnyOrder("r1 7812", "r3 1406");
      assertThat(study.run(inline).message().plans())
          .allMatch(plan -> plan.message().batchRows() == 1406);
    }
  }

  @Test
  void addsWhatIsSealed() throws Exception {
    CloudIdentity cloud = TestStudy.cloudThatKnows(folder, "r1", "r2");
    try (TestStudy study = start(cloud).cloud().storing()) {
      study.sealedHospital("r1", 40, 1, cloud.sealingKey().publicKey());
      study.sealedHospital("r2", 25, 9, cloud.sealingKey().publicKey());
      study.assertExact(study.run(TestStudy.byFiles(study.spec(20, "wide", 4, 2))));
      assertThat(batches(study)).hasSize(4).allMatch(StoredFrames::isStored);
    }
  }

  @Test
  void aStoreThatIsFullCostsNothingButTime() throws Exception {
    Path file = folder.resolve("run.journal");
    try (TestStudy study = start(CloudIdentity.inMemory()).cloud().storing()) {
      study.hospital("r1", 40, 1);
      StudyRequest spec = TestStudy.byFiles(study.spec(20, "wide", 4, 1));
      Files.writeString(store(), "in the way");
      try (RunJournal journal = RunJournal.create(file)) {
        assertThatExceptionOfType(StudyException.class)
            .isThrownBy(() -> study.run(spec, journal, RunListener.NONE))
            .withMessageContaining("site r1: batch 0 of site r1: object store 127.0.0.1:")
            .withMessageContaining("QuotaExceeded, HTTP 507: make room in the store");
      }
      Files.delete(store());
      try (RunJournal journal = RunJournal.resume(file)) {
        study.assertExact(study.run(spec, journal, RunListener.NONE));
      }
    }
  }

  private TestStudy start(CloudIdentity identity) throws IOException {
    LocalColonyOptions options =
        LocalColonyOptions.DEFAULTS.withStateFile(folder.resolve("colony"));
    return TestStudy.on(LocalColony.start(options), folder, identity);
  }

  private Path store() {
    return folder.resolve("colony.objects");
  }

  private long objects(String plan) {
    try (Stream<Path> files = Files.list(store().resolve(StoredFrames.folder(plan)))) {
      return files.count();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String plan(Signed<ResultMessage> result, String site) {
    return result.message().plans().stream()
        .map(Signed::message)
        .filter(plan -> plan.site().equals(site))
        .map(PlanMessage::plan)
        .findFirst()
        .orElseThrow();
  }

  private static List<Signed<BatchMessage>> batches(TestStudy study) {
    return study
        .researcher()
        .getProcessesByLabel(ProcessState.SUCCESS, "ages", ColonyClient.MAX_LIST_COUNT)
        .stream()
        .filter(process -> process.spec().functionName().equals(Functions.ENCRYPT_BATCH))
        .map(FilesStudyTest::batch)
        .toList();
  }

  private static Signed<BatchMessage> batch(Process process) {
    return Signed.parse("batch", process.out().get(0), BatchMessage.class);
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + 60_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("removed within a minute").isLessThan(end);
      Thread.sleep(20);
    }
  }
}

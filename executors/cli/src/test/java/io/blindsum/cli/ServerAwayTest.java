package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.colony.Awaiting;
import io.blindsum.colony.ColonyClient;
import io.blindsum.colony.Conditions;
import io.blindsum.colony.FunctionSpec;
import io.blindsum.colony.Process;
import io.blindsum.colony.ProcessState;
import io.blindsum.colony.Retrier;
import io.blindsum.colony.local.LocalColony;
import io.blindsum.colony.local.LocalColonyOptions;
import io.blindsum.messages.Functions;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.Signed;
import io.blindsum.messages.StudyRequest;
import io.blindsum.study.RunJournal;
import io.blindsum.study.RunListener;
import io.blindsum.testing.Restart;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Studies during which the server is away for some seconds: nothing fails, nothing is doubled. */
class ServerAwayTest {
  private static final Duration AWAY = Duration.ofSeconds(3);

  @TempDir private Path folder;

  private LocalColony server;
  private TestStudy study;

  @BeforeEach
  void start() throws Exception {
    server = LocalColony.start(options());
    // both before the hospitals, whose policies name who may run a study
    study = TestStudy.on(server, folder).cloud().cloud();
    study.hospital("r1", 200, 1);
    study.hospital("r2", 150, 5);
  }

  @AfterEach
  void stop() throws Exception {
    study.close();
    server.close();
  }

  @Test
  void aDriverWaitsForTheServer() throws Exception {
    AtomicInteger seen = new AtomicInteger();
    RunListener interrupting =
        new RunListener() {
          @Override
          public void progress(String site, long rows) {
            if (seen.incrementAndGet() == 3) {
              goAway();
            }
          }
        };
    Signed<ResultMessage> result =
        study.run(study.spec(20, "wide", 4, 2), RunJournal.inMemory(), interrupting);
    study.assertExact(result);
    assertThat(result.message().receipts()).hasSize(18);
  }

  @Test
  void aRunInTheCloudAndItsHospitalsWaitToo() throws Exception {
    StudyRequest spec = study.spec(5, "wide", 4, 2);
    FunctionSpec.Builder call =
        FunctionSpec.of(
            Functions.RUN_STUDY,
            Conditions.of(study.researcher().colonyName(), Functions.CLOUD_EXECUTOR_TYPE));
    spec.arguments().forEach(call::kwarg);
    String id = study.researcher().submit(call.maxExecSeconds(600).build()).processId();
    CompletableFuture<Process> ended =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return new Awaiting(study.researcher(), Retrier.forever()).process(id);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    while (encrypted() < 3) {
      assertThat(ended.isDone()).as("the study ended before the server went away").isFalse();
      Thread.sleep(10);
    }
    goAway();
    Process process = ended.get(120, TimeUnit.SECONDS);
    assertThat(process.errors()).isEmpty();
    study.assertExact(Signed.parse("out", process.out().get(0), ResultMessage.class));
  }

  private long encrypted() {
    return study
        .researcher()
        .getProcessesByLabel(ProcessState.SUCCESS, "ages", ColonyClient.MAX_LIST_COUNT)
        .stream()
        .filter(process -> process.spec().functionName().equals(Functions.ENCRYPT_BATCH))
        .count();
  }

  private void goAway() {
    try {
      int port = server.port();
      server.close();
      Thread.sleep(AWAY.toMillis());
      server = Restart.onItsPort(() -> LocalColony.start(options().withPort(port)));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private LocalColonyOptions options() {
    return LocalColonyOptions.DEFAULTS.withStateFile(folder.resolve("colony.state"));
  }
}

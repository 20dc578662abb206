package io.blindsum.colony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.colony.local.LocalColony;
import io.blindsum.colony.local.LocalColonyOptions;
import io.blindsum.testing.Relay;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs executors against the local colony. */
class ExecutorLoopTest {
  @TempDir private Path directory;

  private LocalColony colony;
  private Identity owner;
  private ColonyClient user;

  @BeforeEach
  void start() throws IOException {
    colony = LocalColony.start(options());
    owner = colony.addColony("dev");
    Identity key = colony.addUser("dev", owner, "researcher");
    user = ColonyClient.connect(colony.config("dev").build(), key);
  }

  @AfterEach
  void stop() throws IOException {
    user.close();
    colony.close();
  }

  @Test
  void registersAnnouncesRunsLogsAndUnregisters() throws Exception {
    Function echo =
        Function.of("echo", "returns", Function.Argument.required("text", "string", "what"));
    String name;
    try (ExecutorLoop loop =
        ExecutorLoop.builder(ownerConfig("worker"))
            .function(
                echo,
                context -> {
                  context.log("working");
                  context.progress("records", "50%");
                  return List.of(String.valueOf(context.process().spec().kwargs().get("text")));
                })
            .start()) {
      assertThat(loop.awaitRegistered(Eventually.PATIENCE)).isTrue();
      name = loop.executorName().orElseThrow();
      assertThat(name).isEqualTo("worker");
      assertThat(user.getFunctions(name).get(0).args()).isEqualTo(echo.args());
      Process done = run(spec("echo").kwarg("text", "hi").build());
      assertThat(done.state()).isEqualTo(ProcessState.SUCCESS);
      assertThat(done.out()).containsExactly("hi");
      assertThat(user.getLogs(done.processId(), 10, 0))
          .extracting(LogEntry::message)
          .containsExactly("working");
    }
    assertThat(user.getExecutors())
        .filteredOn(executor -> executor.executorName().equals(name))
        .extracting(Executor::state)
        .containsExactly(ExecutorState.UNREGISTERED);
  }

  @Test
  void failsBadCallsAtOnceWithOneLine() throws Exception {
    Function function =
        Function.of("f", "", Function.Argument.required("mode", "string", "").oneOf("a", "b"));
    try (ExecutorLoop loop =
        ExecutorLoop.builder(ownerConfig("worker"))
            .function(
                function,
                context -> {
                  throw new IOException("no\nsuch file");
                })
            .start()) {
      assertThat(loop.awaitRegistered(Eventually.PATIENCE)).isTrue();
      assertThat(run(spec("g").build()).errors()).containsExactly("unknown function g");
      assertThat(run(spec("f").build()).errors()).containsExactly("missing argument mode");
      assertThat(run(spec("f").kwarg("mode", 1).build()).errors())
          .containsExactly("argument mode is no string");
      assertThat(run(spec("f").kwarg("mode", "c").build()).errors())
          .containsExactly("argument mode is none of [a, b]");
      assertThat(run(spec("f").kwarg("mode", "a").build()).errors())
          .containsExactly("IOException: no such file");
    }
  }

  @Test
  void refusesOnceWhatItCannotReadAndServesTheNext() throws Exception {
    ColonyConfig small =
        colony
            .config("dev")
            .colonyKey(owner)
            .executorType("t")
            .executorName("worker")
            .maxReplyBytes(200_000)
            .build();
    try (ExecutorLoop loop =
        ExecutorLoop.builder(small)
            .function(Function.of("good", ""), context -> List.of("ok"))
            .start()) {
      assertThat(loop.awaitRegistered(Eventually.PATIENCE)).isTrue();
      Process refused = run(spec("good").kwarg("text", "x".repeat(400_000)).build());
      assertThat(refused.state()).isEqualTo(ProcessState.FAILED);
      assertThat(refused.retries()).isZero();
      assertThat(refused.errors())
          .containsExactly(
              "the process cannot be read: reply is longer than the accepted 200000 bytes; ask for"
                  + " less at once, or start the executor with more -Xmx");
      assertThat(run(spec("good").build()).out()).containsExactly("ok");
    }
  }

  @Test
  void runsOthersBesideAHandlerThatIgnoresItsDeadline() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    try (ExecutorLoop loop =
        ExecutorLoop.builder(ownerConfig("worker"))
            .function(Function.of("poison", ""), context -> ignoringInterrupts(release))
            .function(Function.of("good", ""), context -> List.of("ok"))
            .start()) {
      assertThat(loop.awaitRegistered(Eventually.PATIENCE)).isTrue();
      String poison =
          user.submit(spec("poison").maxExecSeconds(1).maxRetries(0).build()).processId();
      for (int i = 0; i < 5; i++) {
        assertThat(run(spec("good").build()).out()).containsExactly("ok");
      }
      assertThat(Eventually.awaitEnd(user, poison).errors())
          .containsExactly("Maximum execution time limit exceeded");
    } finally {
      release.countDown();
    }
  }

  @Test
  void registersUnderAFreshNameWhenTheNameIsTakenOrTheServerForgot() throws Exception {
    ColonyClient admin = user.signedBy(owner);
    admin.addExecutor("worker", "t", "0".repeat(64), Capabilities.NONE);
    try (ExecutorLoop loop =
        ExecutorLoop.builder(ownerConfig("worker"))
            .function(Function.of("f", ""), context -> List.of("ok"))
            .start()) {
      assertThat(loop.awaitRegistered(Eventually.PATIENCE)).isTrue();
      String first = loop.executorName().orElseThrow();
      assertThat(first).startsWith("worker-");
      admin.removeExecutor(first);
      assertThat(run(spec("f").build()).out()).containsExactly("ok");
      assertThat(loop.executorName()).isPresent().get().isNotEqualTo(first);
    }
  }

  @Test
  void twoExecutorsOfOneNameDoNotPushEachOtherOut() throws Exception {
    user.close();
    colony.close();
    colony = LocalColony.start(options().withAllowReregister(true));
    user = ColonyClient.connect(colony.config("dev").build(), user.identity());
    try (ExecutorLoop first = loop(ownerConfig("worker"));
        ExecutorLoop second = loopAfter(first, ownerConfig("worker"))) {
      Eventually.await(first::executorName, name -> !name.equals(Optional.of("worker")));
      assertThat(first.awaitRegistered(Eventually.PATIENCE)).isTrue();
      for (int i = 0; i < 10; i++) {
        assertThat(run(spec("f").build()).out()).containsExactly("ok");
      }
      assertThat(second.executorName()).contains("worker");
      assertThat(first.executorName().orElseThrow()).startsWith("worker-");
      assertThat(user.getExecutors())
          .extracting(Executor::state)
          .containsOnly(ExecutorState.APPROVED)
          .hasSize(2);
    }
  }

  @Test
  void announcesAFunctionOnceOverManyStarts() throws Exception {
    Identity key = Identity.generate();
    ColonyClient admin = user.signedBy(owner);
    admin.addExecutor("site", "t", key.id(), Capabilities.NONE);
    admin.approveExecutor("site");
    for (int i = 0; i < 3; i++) {
      try (ExecutorLoop loop = loop(colony.config("dev").identity(key).build())) {
        assertThat(loop.executorName()).contains("site");
      }
    }
    assertThat(user.getFunctions("site")).hasSize(1);
  }

  @Test
  void worksWithAnApprovedKeyAlone() throws Exception {
    Identity key = Identity.generate();
    ColonyClient admin = user.signedBy(owner);
    admin.addExecutor("site", "t", key.id(), Capabilities.NONE);
    admin.approveExecutor("site");
    try (ExecutorLoop loop =
        ExecutorLoop.builder(colony.config("dev").identity(key).build())
            .function(Function.of("f", ""), context -> List.of("ok"))
            .parallelism(3)
            .start()) {
      assertThat(loop.awaitRegistered(Eventually.PATIENCE)).isTrue();
      assertThat(loop.executorName()).contains("site");
      assertThat(run(spec("f").build()).out()).containsExactly("ok");
    }
  }

  @Test
  void handsWorkBackWhenItIsClosed() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    ExecutorLoop loop =
        ExecutorLoop.builder(ownerConfig("worker"))
            .gracePeriod(Duration.ofMillis(200))
            .function(
                Function.of("f", ""),
                context -> {
                  started.countDown();
                  Thread.sleep(60_000);
                  return List.of();
                })
            .start();
    String id = user.submit(spec("f").build()).processId();
    assertThat(started.await(60, TimeUnit.SECONDS)).isTrue();
    loop.close();
    loop.awaitClosed();
    Process process = user.getProcess(id);
    assertThat(process.state()).isEqualTo(ProcessState.WAITING);
    assertThat(process.retries()).isZero();
  }

  @Test
  void givesUpOnAKeyThatIsNotTheOwners() throws Exception {
    ColonyConfig config =
        colony.config("dev").colonyKey(Identity.generate()).executorType("t").build();
    try (ExecutorLoop loop =
        ExecutorLoop.builder(config)
            .hopelessTime(Duration.ofMillis(100))
            .function(Function.of("f", ""), context -> List.of())
            .start()) {
      assertThatThrownBy(loop::awaitClosed)
          .isInstanceOfSatisfying(
              ColonyException.class, e -> assertThat(e.status()).isEqualTo(403));
      assertThat(loop.isServed()).isFalse();
      assertThat(loop.sinceContact()).isEmpty();
      assertThat(loop.retries()).isPositive();
    }
  }

  @Test
  void outlivesARestartOfTheServer() throws Exception {
    try (Relay relay = new Relay(colony.port());
        ColonyClient submitter = ColonyClient.connect(relayed(relay).build(), user.identity());
        ExecutorLoop loop =
            ExecutorLoop.builder(
                    relayed(relay).colonyKey(owner).executorName("w").executorType("t").build())
                .function(Function.of("f", ""), context -> List.of("ok"))
                .start()) {
      assertThat(loop.awaitRegistered(Eventually.PATIENCE)).isTrue();
      relay.cut();
      colony.close();
      colony = LocalColony.start(options());
      relay.restore(colony.port());
      String id = submitter.submit(spec("f").build()).processId();
      assertThat(Eventually.awaitEnd(submitter, id).out()).containsExactly("ok");
      assertThat(loop.executorName()).contains("w");
    }
  }

  @Test
  void refusesToStartWithoutKeys() {
    ColonyConfig config = colony.config("dev").build();
    assertThatThrownBy(() -> ExecutorLoop.builder(config))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("COLONIES_PRVKEY");
  }

  private static List<String> ignoringInterrupts(CountDownLatch release) {
    while (true) {
      try {
        release.await();
        return List.of();
      } catch (InterruptedException ignored) {
        // On purpose: the worst handler there is.
      }
    }
  }

  private ExecutorLoop loopAfter(ExecutorLoop first, ColonyConfig config) throws Exception {
    assertThat(first.executorName()).isPresent();
    return loop(config);
  }

  private static ExecutorLoop loop(ColonyConfig config) throws InterruptedException {
    ExecutorLoop loop =
        ExecutorLoop.builder(config)
            .function(Function.of("f", "says ok"), context -> List.of("ok"))
            .start();
    assertThat(loop.awaitRegistered(Eventually.PATIENCE)).isTrue();
    return loop;
  }

  private LocalColonyOptions options() {
    return LocalColonyOptions.DEFAULTS.withStateFile(directory.resolve("colony.state"));
  }

  private static ColonyConfig.Builder relayed(Relay relay) {
    return ColonyConfig.builder("127.0.0.1", relay.port()).colonyName("dev");
  }

  private ColonyConfig ownerConfig(String name) {
    return colony.config("dev").colonyKey(owner).executorName(name).executorType("t").build();
  }

  private static FunctionSpec.Builder spec(String function) {
    return FunctionSpec.of(function, Conditions.of("dev", "t"));
  }

  private Process run(FunctionSpec spec) throws InterruptedException {
    return Eventually.awaitEnd(user, user.submit(spec).processId());
  }
}

package io.blindsum.colony.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.colony.Capabilities;
import io.blindsum.colony.ColonyClient;
import io.blindsum.colony.Conditions;
import io.blindsum.colony.FunctionSpec;
import io.blindsum.colony.Identity;
import io.blindsum.colony.Process;
import io.blindsum.colony.ProcessGraph;
import io.blindsum.colony.ProcessState;
import io.blindsum.colony.Workflow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills servers in the middle of things and goes on from the file they left. */
class LocalColonyStateTest {
  @TempDir private Path directory;

  @Test
  void goesOnFromWhatAKilledServerWrote() throws IOException {
    Path file = directory.resolve("colony.state");
    LocalColonyOptions options = LocalColonyOptions.DEFAULTS.withStateFile(file);
    Identity owner;
    Identity user;
    Identity executor = Identity.generate();
    ProcessGraph graph;
    Process running;
    Path copy = directory.resolve("killed.state");
    try (LocalColony colony = LocalColony.start(options)) {
      owner = colony.addColony("dev");
      user = colony.addUser("dev", owner, "researcher");
      try (ColonyClient client = ColonyClient.connect(colony.config("dev").build(), user)) {
        client.signedBy(owner).addExecutor("e", "t", executor.id(), Capabilities.NONE);
        client.signedBy(owner).approveExecutor("e");
        graph = client.submitWorkflow(new Workflow("dev", List.of(node("a"), node("b", "a"))));
        ColonyClient worker = client.signedBy(executor);
        running = worker.assign(Duration.ofSeconds(5)).orElseThrow();
        worker.addLog(running.processId(), "line");
        // What a kill at this moment leaves behind, with a request torn in its middle.
        Files.copy(file, copy);
        Files.writeString(copy, "{\"kind\":\"log\",\"id\":\"7", StandardOpenOption.APPEND);
      }
    }
    try (LocalColony colony = LocalColony.start(options.withStateFile(copy));
        ColonyClient client = ColonyClient.connect(colony.config("dev").build(), user)) {
      ColonyClient worker = client.signedBy(executor);
      assertThat(client.getLogs(running.processId(), 10, 0)).hasSize(1);
      worker.closeSuccessful(running.processId(), List.of("x"));
      Process next = worker.assign(Duration.ofSeconds(5)).orElseThrow();
      assertThat(next.in()).containsExactly("x");
      worker.closeSuccessful(next.processId(), List.of("y"));
      assertThat(client.getProcessGraph(graph.processGraphId()).state())
          .isEqualTo(ProcessState.SUCCESS);
    }
    try (LocalColony colony = LocalColony.start(options.withStateFile(copy));
        ColonyClient client = ColonyClient.connect(colony.config("dev").build(), user)) {
      assertThat(client.getProcessGraph(graph.processGraphId()).state())
          .isEqualTo(ProcessState.SUCCESS);
    }
  }

  @Test
  void unregistersExecutorsItDoesNotHearOf() throws Exception {
    LocalColonyOptions options =
        LocalColonyOptions.DEFAULTS.withStaleExecutorAfter(Duration.ofSeconds(3));
    try (LocalColony colony = LocalColony.start(options)) {
      Identity owner = colony.addColony("dev");
      Identity user = colony.addUser("dev", owner, "researcher");
      Identity executor = Identity.generate();
      try (ColonyClient client = ColonyClient.connect(colony.config("dev").build(), user)) {
        client.signedBy(owner).addExecutor("e", "t", executor.id(), Capabilities.NONE);
        client.signedBy(owner).approveExecutor("e");
        String id = client.submit(node("")).processId();
        assertThat(client.signedBy(executor).assign(Duration.ofSeconds(5))).isPresent();
        Process process = client.getProcess(id);
        for (int i = 0; i < 100 && process.state() != ProcessState.WAITING; i++) {
          Thread.sleep(100);
          process = client.getProcess(id);
        }
        assertThat(process.state()).isEqualTo(ProcessState.WAITING);
        assertThat(process.retries()).isZero();
      }
    }
  }

  private static FunctionSpec node(String name, String... dependencies) {
    return FunctionSpec.of("f", Conditions.of("dev", "t", dependencies)).nodeName(name).build();
  }
}

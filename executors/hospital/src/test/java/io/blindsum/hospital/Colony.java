package io.blindsum.hospital;

import io.blindsum.colony.ColonyClient;
import io.blindsum.colony.ColonyConfig;
import io.blindsum.colony.Conditions;
import io.blindsum.colony.FunctionSpec;
import io.blindsum.colony.Identity;
import io.blindsum.colony.Process;
import io.blindsum.colony.ProcessState;
import io.blindsum.colony.local.LocalColony;
import io.blindsum.colony.local.LocalColonyOptions;
import io.blindsum.testing.Restart;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** An embedded colony with one researcher, for tests. */
final class Colony implements AutoCloseable {
  static final String NAME = "dev";
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private LocalColony server;
  private final Identity owner;
  private final Identity researcherKey;
  private ColonyClient researcher;

  private Colony(LocalColony server) {
    this.server = server;
    this.owner = server.addColony(NAME);
    this.researcherKey = server.addUser(NAME, owner, "researcher");
    this.researcher = ColonyClient.connect(server.config(NAME).build(), researcherKey);
  }

  static Colony start() throws IOException {
    return new Colony(LocalColony.start());
  }

  /** Starts one that keeps its state, so that it can be restarted. */
  static Colony start(Path stateFile) throws IOException {
    return new Colony(LocalColony.start(LocalColonyOptions.DEFAULTS.withStateFile(stateFile)));
  }

  /** Ends the server, and starts it again on the same port with the same state. */
  void restart(Path stateFile) throws IOException, InterruptedException {
    LocalColonyOptions options =
        LocalColonyOptions.DEFAULTS.withStateFile(stateFile).withPort(server.port());
    server.close();
    server = Restart.onItsPort(() -> LocalColony.start(options));
    // the old connections are broken, and a submission is not repeated
    researcher.close();
    researcher = ColonyClient.connect(server.config(NAME).build(), researcherKey);
  }

  ColonyClient researcher() {
    return researcher;
  }

  ColonyConfig executorConfig(String type) {
    return server.config(NAME).colonyKey(owner).executorType(type).build();
  }

  /** Submits a call and waits for its end. */
  Process run(String type, String function, Map<String, Object> kwargs)
      throws InterruptedException {
    return await(submit(type, function, kwargs));
  }

  /** Submits a call and returns the id of its process. */
  String submit(String type, String function, Map<String, Object> kwargs) {
    FunctionSpec.Builder spec = FunctionSpec.of(function, Conditions.of(NAME, type)).maxRetries(0);
    kwargs.forEach(spec::kwarg);
    return researcher.submit(spec.build()).processId();
  }

  Process await(String processId) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Process process = researcher.getProcess(processId);
      if (process.state() != ProcessState.WAITING && process.state() != ProcessState.RUNNING) {
        return process;
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("process " + processId + " is still " + process.state());
      }
      Thread.sleep(5);
    }
  }

  @Override
  public void close() throws IOException {
    researcher.close();
    server.close();
  }
}

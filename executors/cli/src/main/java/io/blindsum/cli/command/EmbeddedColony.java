package io.blindsum.cli.command;

import io.blindsum.colony.ColonyClient;
import io.blindsum.colony.ColonyConfig;
import io.blindsum.colony.ExecutorLoop;
import io.blindsum.colony.Identity;
import io.blindsum.colony.local.LocalColony;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A colony in this process, with executors as threads: the same protocol, the same classes. */
public final class EmbeddedColony implements AutoCloseable {
  private static final String NAME = "dev";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final LocalColony server;
  private final Identity owner;
  private final Identity researcherKey;
  private final ColonyClient researcher;
  private final Deque<ExecutorLoop> executors = new ArrayDeque<>();

  private EmbeddedColony(LocalColony server) {
    this.server = server;
    this.owner = server.addColony(NAME);
    this.researcherKey = server.addUser(NAME, owner, "researcher");
    this.researcher = ColonyClient.connect(server.config(NAME).build(), researcherKey);
  }

  public static EmbeddedColony start() throws IOException {
    return on(LocalColony.start());
  }

  /** Makes a colony on a server, which is closed with it. */
  public static EmbeddedColony on(LocalColony server) {
    return new EmbeddedColony(server);
  }

  /** Returns what the researcher asks with. */
  public ColonyClient researcher() {
    return researcher;
  }

  /**
   * Returns the variables of a program of the colony's people: an executor registers with the
   * owner's key, and whoever asks is the researcher.
   */
  public Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(server.environment(NAME));
    environment.put("COLONIES_COLONY_PRVKEY", owner.exportPrivateKeyHex());
    environment.put("COLONIES_PRVKEY", researcherKey.exportPrivateKeyHex());
    return environment;
  }

  /**
   * Starts an executor and waits until it is registered; it is closed with the colony.
   *
   * @return its name
   */
  public String run(String type, UnaryOperator<ExecutorLoop.Builder> functions)
      throws InterruptedException {
    ColonyConfig config = server.config(NAME).colonyKey(owner).executorType(type).build();
    ExecutorLoop loop =
        functions.apply(ExecutorLoop.builder(config).gracePeriod(Duration.ofSeconds(1))).start();
    executors.push(loop);
    if (!loop.awaitRegistered(PATIENCE)) {
      throw new IllegalStateException("executor " + type + " did not register");
    }
    return loop.executorName().orElse("");
  }

  @Override
  public void close() throws IOException {
    executors.forEach(ExecutorLoop::close);
    researcher.close();
    server.close();
  }
}

package io.blindsum.cli.command;

import io.blindsum.colony.ColonyClient;
import io.blindsum.colony.ColonyConfig;
import io.blindsum.colony.ExecutorLoop;
import io.blindsum.colony.Identity;
import io.blindsum.colony.local.LocalColony;
import io.blindsum.colony.local.LocalColonyOptions;
import io.blindsum.keys.CheckedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A colony in this process, with executors as threads: the same protocol, the same classes. */
public final class EmbeddedColony implements AutoCloseable {
  /** The name of the user who asks. */
  public static final String RESEARCHER = "researcher";

  private static final String NAME = "dev";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final LocalColony server;
  private final Identity owner;
  private final Identity researcherKey;
  private final ColonyClient researcher;
  private final Deque<ExecutorLoop> executors = new ArrayDeque<>();

  private EmbeddedColony(LocalColony server, Identity owner, Identity researcherKey) {
    this.server = server;
    this.owner = owner;
    this.researcherKey = researcherKey;
    this.researcher = ColonyClient.connect(server.config(NAME).build(), researcherKey);
  }

  /**
   * Starts one that forgets everything when it is closed.
   *
   * @param port of the loopback interface, or 0 for any free one
   * @throws IOException if the port is taken
   */
  public static EmbeddedColony start(int port) throws IOException {
    return on(LocalColony.start(LocalColonyOptions.DEFAULTS.withPort(port)));
  }

  /** Makes a colony on a server, which is closed with it. */
  public static EmbeddedColony on(LocalColony server) {
    Identity owner = server.addColony(NAME);
    return new EmbeddedColony(server, owner, server.addUser(NAME, owner, RESEARCHER));
  }

  /**
   * Starts one that goes on where the last one of a folder ended, with the same keys.
   *
   * @param port as in {@link #start}
   */
  public static EmbeddedColony in(Path folder, int port) throws IOException {
    LocalColonyOptions options = LocalColonyOptions.DEFAULTS.withPort(port);
    LocalColony server = LocalColony.start(options.withStateFile(folder.resolve("colony.state")));
    Path ownerFile = folder.resolve("owner.key");
    Path researcherFile = folder.resolve("researcher.key");
    if (Files.exists(researcherFile)) {
      return new EmbeddedColony(server, read(ownerFile), read(researcherFile));
    }
    EmbeddedColony made = on(server);
    write(ownerFile, made.owner);
    write(researcherFile, made.researcherKey);
    return made;
  }

  private static Identity read(Path file) {
    String key = new String(CheckedFiles.readPrivate(file), StandardCharsets.US_ASCII);
    return Identity.fromPrivateKey(key.strip());
  }

  private static void write(Path file, Identity key) {
    byte[] text = (key.exportPrivateKeyHex() + "\n").getBytes(StandardCharsets.US_ASCII);
    CheckedFiles.writeNew(file, text, CheckedFiles.PRIVATE_MODE);
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
    Map<String, String> environment = new TreeMap<>(server.environment(NAME));
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

package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.colony.ColonyConfig;
import io.blindsum.colony.Identity;
import io.blindsum.colony.local.LocalColony;
import io.blindsum.colony.local.LocalColonyOptions;
import io.blindsum.messages.Functions;
import io.blindsum.testing.Relay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * The programs of a study, each a process of its own, with what they print in a file each; and a
 * colony that can be started again, behind a network that can be cut.
 */
final class StudyPrograms implements AutoCloseable {
  private final Path folder;
  private final Map<String, String> variables;
  private final Map<Process, Path> logs = new LinkedHashMap<>();
  private final Identity owner;
  private final Identity researcher;
  private final Relay network;
  private LocalColony colony;

  private StudyPrograms(Path folder, Map<String, String> variables) throws IOException {
    this.folder = folder;
    this.variables = variables;
    Files.createDirectories(temporary());
    colony = LocalColony.start(options());
    network = new Relay(colony.port());
    owner = colony.addColony("dev");
    researcher = colony.addUser("dev", owner, "researcher");
  }

  /**
   * Starts a colony without programs.
   *
   * @param folder of their files
   * @param variables of the environment that every program gets
   */
  static StudyPrograms start(Path folder, Map<String, String> variables) throws IOException {
    return new StudyPrograms(folder, variables);
  }

  /** Makes the key {@code keys/ages.key} and returns its fingerprint. */
  String makeKey() {
    Cli.makeTestKey(folder.resolve("keys"), "ages", 2048);
    return Cli.run("key", "fingerprint", file("keys/ages.pub")).ok().out().strip();
  }

  /** Writes the question of {@link #driver}: the ages of data set {@code trial} of r1 and r2. */
  void writeRunFile(int batchRows) throws IOException {
    Files.writeString(
        folder.resolve("run.yaml"),
        """
        study: ages
        dataset: trial
        columns:
          age: int[0..120]
        layout: wide
        limits:
          max_rows: 1_000_000
        sites: [r1, r2]
        cloud:
          batch_rows: %s
          window: 2
          batch_seconds: 8
        """
            .formatted(batchRows));
  }

  Process hospital(String site) throws IOException {
    return start(ownerKey(), "executor", "hospital", "--config", file(site + ".yaml"));
  }

  Process cloud() throws IOException {
    return start(ownerKey(), "executor", "cloud", "--state", file("cloud-state"));
  }

  /** Starts {@code query run run.yaml} with the key of {@code keys/ages.key}. */
  Process driver(Path output, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("query", "run", file("run.yaml"), "--key"));
    arguments.addAll(List.of(file("keys/ages.key"), "-o", output.toString(), "--json"));
    arguments.addAll(List.of(more));
    return start(
        Map.of("COLONIES_PRVKEY", researcher.exportPrivateKeyHex()),
        arguments.toArray(String[]::new));
  }

  /** Tells whether what a driver wrote opens to so many rows, and to their sum. */
  boolean isExact(Path output, long rows, long sum) {
    JsonNode result =
        Cli.run("decrypt", output.toString(), "--key", file("keys/ages.key"), "--json").ok().json();
    return result.get("rows").asLong() == rows
        && result.get("groups").toString().contains("\"sum\":\"" + sum + "\"");
  }

  /** Starts any command with the environment of the colony. */
  Process start(Map<String, String> keys, String... arguments) throws IOException {
    Path log = folder.resolve("program" + logs.size() + ".log");
    String temp = "-Djava.io.tmpdir=" + temporary();
    Process program = Child.start(log, environment(keys), List.of(temp), arguments);
    logs.put(program, log);
    return program;
  }

  /** Ends a program as the kernel does, with no chance to tidy up. */
  static void kill(Process program) throws InterruptedException {
    program.destroyForcibly();
    assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
  }

  /** Returns what a program has printed. */
  String printed(Process program) throws IOException {
    return Files.readString(logs.getOrDefault(program, folder));
  }

  /** Ends the colony's server, and starts it again from its file. */
  void restartColony() throws IOException {
    network.cut();
    colony.close();
    colony = LocalColony.start(options());
    network.restore(colony.port());
  }

  /** Breaks off every connection to the colony, and refuses new ones for a while. */
  void cutNetwork(long millis) throws InterruptedException {
    network.cut();
    Thread.sleep(millis);
    network.restore(colony.port());
  }

  /** Returns the configuration of a hospital that runs in this process. */
  ColonyConfig config(String site) {
    return ColonyConfig.builder("127.0.0.1", network.port())
        .colonyName("dev")
        .colonyKey(owner)
        .executorType(Functions.hospitalExecutorType(site))
        .build();
  }

  Map<String, String> ownerKey() {
    return Map.of("COLONIES_COLONY_PRVKEY", owner.exportPrivateKeyHex());
  }

  Map<String, String> environment(Map<String, String> keys) {
    Map<String, String> environment = new HashMap<>(variables);
    environment.putAll(keys);
    environment.put("COLONIES_SERVER_HOST", "127.0.0.1");
    environment.put("COLONIES_SERVER_PORT", String.valueOf(network.port()));
    environment.put("COLONIES_TLS", "false");
    environment.put("COLONIES_COLONY_NAME", "dev");
    return environment;
  }

  Path temporary() {
    return folder.resolve("tmp");
  }

  private LocalColonyOptions options() {
    return LocalColonyOptions.DEFAULTS.withStateFile(folder.resolve("colony.state"));
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  @Override
  public void close() throws IOException {
    logs.keySet().forEach(Process::destroyForcibly);
    network.close();
    colony.close();
  }
}

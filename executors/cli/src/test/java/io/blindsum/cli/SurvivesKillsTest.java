package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.arith.Arithmetics;
import io.blindsum.colony.ColonyConfig;
import io.blindsum.colony.ExecutorLoop;
import io.blindsum.colony.Identity;
import io.blindsum.colony.local.LocalColony;
import io.blindsum.colony.local.LocalColonyOptions;
import io.blindsum.hospital.SiteConfigReader;
import io.blindsum.hospital.SiteHospital;
import io.blindsum.service.ExecutorMetrics;
import io.blindsum.workflow.Functions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Kills a hospital, a cloud and the driver with SIGKILL while a study runs, restarts the server in
 * the middle, and asks for the exact total.
 *
 * <p>Once in the suite. For many times: {@code mvn test -pl executors/cli -am
 * -Dtest=SurvivesKillsTest -Dsurefire.failIfNoSpecifiedTests=false -Dblindsum.kills=50}.
 */
class SurvivesKillsTest {
  private static final int TIMES = Integer.getInteger("blindsum.kills", 1);
  private static final int PATIENTS = 1_200;
  private static final int BATCHES = 12;
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @TempDir private Path folder;

  private final Deque<Process> children = new ArrayDeque<>();
  private LocalColony server;
  private Identity owner;
  private Identity researcher;

  @BeforeEach
  void start() throws Exception {
    server = LocalColony.start(options());
    owner = server.addColony("dev");
    researcher = server.addUser("dev", owner, "researcher");
    Cli.run("keygen", "--study", "ages", "--bits", "2048", "--no-passphrase", "-o", file("keys"))
        .ok();
    String key = Cli.run("key", "fingerprint", file("keys/ages.pub")).ok().out().strip();
    for (String site : List.of("r1", "r2")) {
      TestStudy.write(folder, site, PATIENTS, site.equals("r1") ? 3 : 50);
      Files.writeString(folder.resolve(site + ".yaml"), siteFile(site, key));
    }
    Files.writeString(folder.resolve("run.yaml"), runFile());
  }

  @AfterEach
  void stop() throws IOException {
    children.forEach(Process::destroyForcibly);
    server.close();
  }

  @Test
  void endsWithTheExactTotal() throws Exception {
    Map<String, String> environment = environment(Map.of());
    try (SiteHospital hospital =
            SiteHospital.open(
                SiteConfigReader.read(folder.resolve("r2.yaml"), environment),
                Arithmetics.fastest(),
                new ExecutorMetrics());
        ExecutorLoop second = hospital.addTo(ExecutorLoop.builder(config("r2"))).start()) {
      assertThat(second.awaitRegistered(PATIENCE)).isTrue();
      for (int i = 0; i < TIMES; i++) {
        runOnce(folder.resolve("out" + i + ".bsr"));
      }
    }
  }

  private void runOnce(Path output) throws Exception {
    Process hospital = hospital();
    Process cloud = cloud();
    Process driver = driver(output);
    awaitDone(output, 2, driver);
    kill(hospital);
    hospital = hospital();
    awaitDone(output, 4, driver);
    kill(cloud);
    cloud = cloud();
    awaitDone(output, 6, driver);
    kill(driver);
    driver = driver(output, "--resume");
    awaitDone(output, 8, driver);
    int port = server.port();
    server.close();
    server = LocalColony.start(options().withPort(port));

    assertThat(driver.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(driver.exitValue()).as(Files.readString(log(driver))).isZero();
    assertExact(output);
    kill(hospital);
    kill(cloud);
  }

  private void assertExact(Path output) {
    JsonNode result =
        Cli.run("decrypt", output.toString(), "--key", file("keys/ages.key"), "--json").ok().json();
    long sum = 0;
    for (int i = 0; i < PATIENTS; i++) {
      sum += TestStudy.age(3, i) + TestStudy.age(50, i);
    }
    assertThat(result.get("rows").asInt()).isEqualTo(2 * PATIENTS);
    assertThat(result.get("groups").toString()).contains("\"sum\":\"" + sum + "\"");
  }

  /** Waits until the driver's journal says that so many batches are done. */
  private void awaitDone(Path output, int batches, Process driver) throws Exception {
    Path journal = output.resolveSibling(output.getFileName() + ".journal");
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (done(journal) < batches) {
      assertThat(driver.isAlive()).as(Files.readString(log(driver))).isTrue();
      assertThat(System.nanoTime()).as("waiting for batch %d", batches).isLessThan(end);
      Thread.sleep(5);
    }
  }

  private static long done(Path journal) throws IOException {
    if (!Files.exists(journal)) {
      return 0;
    }
    ObjectMapper mapper = new ObjectMapper();
    String text = Files.readString(journal);
    return text.substring(0, text.lastIndexOf('\n') + 1)
        .lines()
        .map(mapper::readTree)
        .filter(line -> line.get("event").asString().equals("DONE"))
        .count();
  }

  private Process hospital() throws IOException {
    return child(ownerKey(), "executor", "hospital", "--config", file("r1.yaml"));
  }

  private Process cloud() throws IOException {
    return child(ownerKey(), "executor", "cloud", "--state", file("cloud-state"));
  }

  private Process driver(Path output, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("workflow", "run", file("run.yaml"), "--key"));
    arguments.addAll(List.of(file("keys/ages.key"), "-o", output.toString(), "--json"));
    arguments.addAll(List.of(more));
    return child(
        Map.of("COLONIES_PRVKEY", researcher.exportPrivateKeyHex()),
        arguments.toArray(String[]::new));
  }

  private Process child(Map<String, String> keys, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx200m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(BlindSum.class.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("COLONIES_"));
    builder.environment().putAll(environment(keys));
    Path log = folder.resolve("child" + children.size() + ".log");
    Process child = builder.redirectOutput(log.toFile()).start();
    children.add(child);
    return child;
  }

  private Path log(Process child) {
    return folder.resolve("child" + new ArrayList<>(children).indexOf(child) + ".log");
  }

  private static void kill(Process process) throws InterruptedException {
    process.destroyForcibly();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
  }

  private Map<String, String> ownerKey() {
    return Map.of("COLONIES_COLONY_PRVKEY", owner.exportPrivateKeyHex());
  }

  private Map<String, String> environment(Map<String, String> keys) {
    Map<String, String> environment = new HashMap<>(keys);
    environment.put("COLONIES_SERVER_HOST", "127.0.0.1");
    environment.put("COLONIES_SERVER_PORT", String.valueOf(server.port()));
    environment.put("COLONIES_TLS", "false");
    environment.put("COLONIES_COLONY_NAME", "dev");
    return environment;
  }

  private ColonyConfig config(String site) {
    return server
        .config("dev")
        .colonyKey(owner)
        .executorType(Functions.hospitalExecutorType(site))
        .build();
  }

  private LocalColonyOptions options() {
    return LocalColonyOptions.DEFAULTS.withStateFile(folder.resolve("colony.state"));
  }

  private static String siteFile(String site, String key) {
    return """
        site: %s
        state: %s-state
        datasets:
          trial:
            csv: %s.csv
            columns:
              age: int[0..120]
        policy:
          keys: [%s]
          initiators: [researcher]
        """
        .formatted(site, site, site, key);
  }

  private static String runFile() {
    return """
        study: ages
        dataset: trial
        columns:
          age: int[0..120]
        layout: wide
        limits:
          patients: 1_000_000
        sites: [r1, r2]
        cloud:
          batch_rows: %d
          window: 2
          batch_seconds: 15
        """
        .formatted(PATIENTS / BATCHES);
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }
}

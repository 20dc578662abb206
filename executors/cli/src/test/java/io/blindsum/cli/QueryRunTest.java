package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.arith.Arithmetics;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.cloud.CloudExecutor;
import io.blindsum.cloud.CloudIdentity;
import io.blindsum.colony.ColonyConfig;
import io.blindsum.colony.ExecutorLoop;
import io.blindsum.colony.Identity;
import io.blindsum.colony.local.LocalColony;
import io.blindsum.hospital.SiteConfigReader;
import io.blindsum.hospital.SiteHospital;
import io.blindsum.messages.Functions;
import io.blindsum.service.ExecutorMetrics;
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
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Puts questions to hospitals from the command line, as a researcher does. */
class QueryRunTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int PATIENTS = 60;
  private static final int FIRST = 31;

  @TempDir private Path folder;

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private LocalColony server;
  private Identity owner;
  private Identity researcher;
  private String signer;
  private int children;

  @BeforeEach
  void start() throws Exception {
    server = LocalColony.start();
    open.push(server);
    owner = server.addColony("dev");
    researcher = server.addUser("dev", owner, "researcher");
    Cli.makeTestKey(folder.resolve("keys"), "ages", 2048);
    signer = Cli.run("key", "signer", file("me.key")).ok().out().strip();
    CloudExecutor cloud =
        new CloudExecutor(
            CloudIdentity.inMemory(),
            Arithmetics.fastest(),
            "test",
            new ExecutorMetrics(),
            Optional.empty());
    open.push(cloud);
    register(cloud.offer(ExecutorLoop.builder(config(Functions.CLOUD_EXECUTOR_TYPE))).start());
    hospital("r1", PATIENTS);
    hospital("r2", PATIENTS);
    hospital("r3", 9);
  }

  @AfterEach
  void stop() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }

  @Test
  void decryptsTheTotalsAndNamesWhoIsMissing() throws Exception {
    writeQuery("r1, r2, r3", 2, 600);
    Finished run = run("-o", file("a.bsr"), "--json");
    assertThat(run.code()).as(run.out()).isEqualTo(ExitCode.INCOMPLETE);
    assertThat(run.out()).contains("without site r3: the cohort is below the site's minimum");
    assertThat(Path.of(file("a.bsr.journal"))).doesNotExist();

    String[] decrypt = {"decrypt", file("a.bsr"), "--key", file("keys/ages.key"), "--json"};
    JsonNode result = Cli.run(decrypt).json();
    String printed = run.out().lines().filter(line -> line.startsWith("{")).findFirst().orElse("");
    assertThat(new ObjectMapper().readTree(printed)).isEqualTo(result);
    assertThat(result.get("sites").toString()).contains("r1", "r2").doesNotContain("r3");
    assertThat(result.get("min_cell").asInt()).isEqualTo(5);
    assertThat(Cli.run("verify", file("a.bsr"), "--json").ok().json().get("query"))
        .isEqualTo(result.get("query"));
    assertExact(result);

    Finished enough = run("-o", file("b.bsr"), "--quorum", "2", "--csv");
    assertThat(enough.code()).as(enough.out()).isZero();
    assertThat(enough.out()).contains("sex,column,value,n,sum,mean,sd", "without site r3");
  }

  /** Counts again in clear: of both sites those from 40 up, by sex, with a histogram. */
  private static void assertExact(JsonNode result) {
    long[] rows = new long[2];
    long[] sum = new long[2];
    long[] from60 = new long[2];
    for (int i = 0; i < PATIENTS; i++) {
      int age = TestStudy.age(FIRST, i);
      if (age >= 40) {
        rows[i % 2] += 2;
        sum[i % 2] += 2L * age;
        from60[i % 2] += age >= 60 && age < 80 ? 2 : 0;
      }
    }
    for (int sex = 0; sex < 2; sex++) {
      JsonNode group = result.get("groups").get(sex);
      assertThat(group.get("n").asLong()).isEqualTo(rows[sex]);
      JsonNode age = group.get("columns").get("age");
      assertThat(age.get("sum").asString()).isEqualTo(String.valueOf(sum[sex]));
      JsonNode histogram = statistic(result, "hist(age,20)", sex);
      assertThat(histogram.get("bins").get(3).get("n").asLong()).isEqualTo(from60[sex]);
    }
  }

  private static JsonNode statistic(JsonNode result, String name, int index) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode statistic : result.get("statistics")) {
      if (statistic.get("statistic").asString().equals(name)) {
        found.add(statistic);
      }
    }
    return found.get(index);
  }

  @Test
  void saysWhoDidNotAnswerAndCancels() throws Exception {
    writeQuery("r1, r3, r4", 1, 5);
    Finished few = run("-o", file("run.bsr"), "--quorum", "2");
    assertThat(few.code()).as(few.out()).isEqualTo(ExitCode.INCOMPLETE);
    assertThat(few.out())
        .contains(
            "error[7]: 1 of 3 sites contribute, 2 are needed"
                + " (r3: the cohort is below the site's minimum;"
                + " r4: no executor of type r4-hospital_executor took the plan within 5 s)");
    Finished status = finished(start("status", file("q.yaml"), "-o", file("run.bsr")));
    assertThat(status.code()).as(status.out()).isEqualTo(ExitCode.INCOMPLETE);
    assertThat(status.out().lines())
        .anyMatch(line -> line.matches("plan of r1 +SUCCESS +51 rows, 1 batches"))
        .anyMatch(line -> line.matches("plan of r3 +SUCCESS +abstains: the cohort is below.*"))
        .anyMatch(line -> line.matches("plan of r4 +FAILED .*"));
    assertThat(Path.of(file("r1-state"))).isDirectoryContaining("glob:**.spool");

    Finished cancel = finished(start("cancel", file("q.yaml"), "-o", file("run.bsr")));
    assertThat(cancel.out()).contains("0 steps cancelled");
    assertThat(cancel.code()).isZero();
    assertThat(Path.of(file("run.bsr.journal"))).doesNotExist();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (spools("r1") > 0) {
      assertThat(System.nanoTime()).as("the site keeps its plan").isLessThan(end);
      Thread.sleep(10);
    }
    Cli.run("query", "status", file("q.yaml"), "-o", file("run.bsr"))
        .failed(ExitCode.USAGE, "no run is under way");
  }

  @Test
  void resumeAsksTheSiteAgainThatFailed() throws Exception {
    writeQuery("r1, r2", 2, 600);
    Files.move(Path.of(file("r2.csv")), Path.of(file("away.csv")));
    Finished failed = run("-o", file("run.bsr"));
    assertThat(failed.code()).as(failed.out()).isEqualTo(ExitCode.INCOMPLETE);
    assertThat(failed.out())
        .containsOnlyOnce("error[7]: 1 of 2 sites contribute, 2 are needed (r2: failed: dataset")
        .contains("fix: --resume asks those again that failed");
    Files.move(Path.of(file("away.csv")), Path.of(file("r2.csv")));
    Finished resumed = run("-o", file("run.bsr"), "--resume", "--json");
    assertThat(resumed.code()).as(resumed.out()).isZero();
    String printed =
        resumed.out().lines().filter(line -> line.startsWith("{")).findFirst().orElse("");
    assertExact(new ObjectMapper().readTree(printed));
  }

  @Test
  void cancelsWhatIsUnderWay() throws Exception {
    writeQuery("r1, r4", 2, 600);
    Process run = startRun("-o", file("run.bsr"));
    Path journal = Path.of(file("run.bsr.journal"));
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.exists(journal) || !Files.readString(journal).contains("\"r4\"")) {
      assertThat(System.nanoTime()).as("waiting for the plans").isLessThan(end);
      Thread.sleep(10);
    }
    Finished busy = finished(start("cancel", journal.toString()));
    assertThat(busy.code()).isEqualTo(ExitCode.USAGE);
    assertThat(busy.out()).contains("is in use by a run: interrupt it first");
    run.destroyForcibly();
    assertThat(run.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    Finished cancel = finished(start("cancel", journal.toString()));
    assertThat(cancel.code()).as(cancel.out()).isZero();
    assertThat(cancel.out())
        .containsPattern("plan of r4 +was WAITING")
        .contains("1 step cancelled");
  }

  private long spools(String site) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(site + "-state"))) {
      return files.filter(file -> file.toString().endsWith(".spool")).count();
    }
  }

  private void writeQuery(String sites, int sitesMin, int waitSeconds) throws IOException {
    Files.writeString(
        folder.resolve("q.yaml"),
        """
        study: ages
        dataset: trial
        where: age >= 40
        columns:
          age: int[0..120]
          sex: cat{F,M}
        group_by: [sex]
        stats: [count, mean, hist(age,20)]
        limits: {max_rows: 1000, sites_min: %s, min_cell: 5}
        sites: [%s]
        cloud: {wait_seconds: %s}
        """
            .formatted(sitesMin, sites, waitSeconds));
  }

  /** What a child printed, and its exit code. */
  private record Finished(int code, String out) {}

  private Finished run(String... options) throws Exception {
    return finished(startRun(options));
  }

  /** Starts a run that signs, as the sites want. */
  private Process startRun(String... options) throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("run", file("q.yaml"), "--key", file("keys/ages.key")));
    arguments.addAll(List.of("--sign-with", file("me.key")));
    arguments.addAll(List.of(options));
    return start(arguments.toArray(String[]::new));
  }

  private Process start(String... arguments) throws IOException {
    Map<String, String> variables = new HashMap<>(server.environment("dev"));
    variables.put("COLONIES_PRVKEY", researcher.exportPrivateKeyHex());
    String[] command =
        Stream.concat(Stream.of("query"), Stream.of(arguments)).toArray(String[]::new);
    children++;
    Process child = Child.start(folder.resolve(children + ".log"), variables, List.of(), command);
    open.push(child::destroyForcibly);
    return child;
  }

  private Finished finished(Process child) throws Exception {
    assertThat(child.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return new Finished(child.exitValue(), Files.readString(folder.resolve(children + ".log")));
  }

  private void hospital(String site, int patients) throws Exception {
    StringBuilder rows = new StringBuilder("age,sex\n");
    for (int i = 0; i < patients; i++) {
      rows.append(TestStudy.age(FIRST, i)).append(i % 2 == 0 ? ",F\n" : ",M\n");
    }
    Files.writeString(folder.resolve(site + ".csv"), rows);
    String key = Cli.run("key", "fingerprint", file("keys/ages.pub")).ok().out().strip();
    Path config =
        Files.writeString(
            folder.resolve(site + ".yaml"),
            """
            site: %1$s
            state: %1$s-state
            datasets:
              trial:
                csv: %1$s.csv
                columns:
                  age: int[0..120]
                  sex: cat{F,M}
            policy:
              min_cohort: 5
              keys: [%2$s]
              initiators: [researcher]
              researchers: [%3$s]
              stats: [count, mean, hist]
              where: true
            """
                .formatted(site, key, signer));
    SiteHospital hospital =
        SiteHospital.open(
            SiteConfigReader.read(config, Map.of()), Arithmetics.fastest(), new ExecutorMetrics());
    open.push(hospital);
    register(
        hospital.addTo(ExecutorLoop.builder(config(Functions.hospitalExecutorType(site)))).start());
  }

  private void register(ExecutorLoop loop) throws InterruptedException {
    open.push(loop);
    assertThat(loop.awaitRegistered(PATIENCE)).isTrue();
  }

  private ColonyConfig config(String type) {
    return server.config("dev").colonyKey(owner).executorType(type).build();
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }
}

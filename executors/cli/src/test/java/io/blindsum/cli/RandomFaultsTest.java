package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.cli.console.ExitCode;
import io.blindsum.testing.Requirement;
import io.blindsum.testing.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Breaks hospitals, cloud, driver, server, databases and network at random moments of studies, one
 * after the other, until each was broken often enough. Every study ends with the exact total, or
 * refuses with a reason.
 *
 * <p>Takes about a quarter of an hour, and so runs on request: {@code mvn test -pl executors/cli
 * -am -Dtest=RandomFaultsTest -Dsurefire.failIfNoSpecifiedTests=false -Dblindsum.long=true}.
 */
@EnabledIfSystemProperty(
    named = "blindsum.long",
    matches = "true",
    disabledReason = "long: runs with -Dblindsum.long=true")
class RandomFaultsTest {
  private static final int PATIENTS = 3_000;
  private static final int BATCHES = 30;
  private static final int FAULTS_OF_A_STUDY = 10;
  private static final int LONGEST_PAUSE_MILLIS = 1_500;
  private static final int LONGEST_CUT_MILLIS = 1_000;
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** What is broken, and how often. */
  private enum Fault {
    KILL(50),
    COLONY_RESTART(20),
    DATABASE_RESTART(20),
    NETWORK_CUT(50);

    private final int times;

    Fault(int times) {
      this.times = times;
    }
  }

  @TempDir private Path folder;

  private final Random random = Seeds.random("RandomFaultsTest");
  private final Map<Fault, Integer> left = new EnumMap<>(Fault.class);
  private final Map<String, Integer> outcomes = new TreeMap<>();

  private StudyPrograms programs;
  private RestartableDatabase database;
  private Process first;
  private Process second;
  private Process cloud;

  @Test
  @Requirement(
      id = "R15",
      figure =
          "50 kills, 20 server and 20 database restarts, 50 network cuts (long): 0 wrong totals")
  void everyStudyEndsWithTheExactTotalOrAReason() throws Exception {
    for (Fault fault : Fault.values()) {
      left.put(fault, fault.times);
    }
    for (int i = 0; !left.isEmpty(); i++) {
      study(folder.resolve("out" + i + ".bsr"));
    }
    System.out.println("RandomFaultsTest: " + outcomes);
    assertThat(outcomes).containsEntry("wrong", 0);
    for (Fault fault : Fault.values()) {
      assertThat(outcomes).containsEntry(fault.name(), fault.times);
    }
  }

  @BeforeEach
  void start() throws Exception {
    programs = StudyPrograms.start(folder, Map.of("DB_USER", "postgres"));
    database = RestartableDatabase.start(folder.resolve("database"));
    database.execute(
        "create table patients as select i as id, i %% 121 as age from generate_series(1, %s) i"
            .formatted(PATIENTS));
    String key = programs.makeKey();
    for (String site : List.of("r1", "r2")) {
      Files.writeString(folder.resolve(site + ".yaml"), siteFile(site, key));
    }
    programs.writeRunFile(PATIENTS / BATCHES);
    first = programs.hospital("r1");
    second = programs.hospital("r2");
    cloud = programs.cloud();
    outcomes.put("wrong", 0);
  }

  @AfterEach
  void stop() throws IOException {
    programs.close();
    database.close();
  }

  private void study(Path output) throws Exception {
    Process driver = programs.driver(output);
    for (int i = 0; i < FAULTS_OF_A_STUDY && !left.isEmpty(); i++) {
      if (driver.waitFor(random.nextInt(LONGEST_PAUSE_MILLIS), TimeUnit.MILLISECONDS)) {
        break;
      }
      List<Fault> faults = List.copyOf(left.keySet());
      driver = inflict(faults.get(random.nextInt(faults.size())), output, driver);
      assertThat(List.of(first, second, cloud)).allMatch(Process::isAlive);
    }
    assertThat(driver.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    count(outcome(output, driver));
  }

  /** Breaks something; returns the driver that runs now. */
  private Process inflict(Fault fault, Path output, Process driver) throws Exception {
    Process running = driver;
    switch (fault) {
      case KILL -> running = killAny(output, driver);
      case COLONY_RESTART -> programs.restartColony();
      case DATABASE_RESTART -> database.restart();
      case NETWORK_CUT -> programs.cutNetwork(random.nextInt(LONGEST_CUT_MILLIS));
    }
    count(fault.name());
    left.computeIfPresent(fault, (key, times) -> times == 1 ? null : times - 1);
    return running;
  }

  private Process killAny(Path output, Process driver) throws Exception {
    switch (random.nextInt(4)) {
      case 0 -> {
        StudyPrograms.kill(first);
        first = programs.hospital("r1");
      }
      case 1 -> {
        StudyPrograms.kill(second);
        second = programs.hospital("r2");
      }
      case 2 -> {
        StudyPrograms.kill(cloud);
        cloud = programs.cloud();
      }
      default -> {
        StudyPrograms.kill(driver);
        Path journal = output.resolveSibling(output.getFileName() + ".journal");
        // killed before it began, or after it was done
        return Files.exists(journal)
            ? programs.driver(output, "--resume")
            : programs.driver(output);
      }
    }
    return driver;
  }

  private String outcome(Path output, Process driver) throws IOException {
    String printed = programs.printed(driver);
    if (driver.exitValue() != ExitCode.OK && !Files.exists(output)) {
      List<String> errors = printed.lines().filter(line -> line.startsWith("error[")).toList();
      assertThat(errors).as(printed).hasSize(1);
      System.out.println("refused: " + errors.get(0));
      return "refused";
    }
    long sum = 0;
    for (int i = 1; i <= PATIENTS; i++) {
      sum += 2L * (i % 121);
    }
    return programs.isExact(output, 2 * PATIENTS, sum) ? "exact" : "wrong";
  }

  private void count(String what) {
    outcomes.merge(what, 1, Integer::sum);
  }

  private String siteFile(String site, String key) {
    String source =
        """
        jdbc: %s
        user_env: DB_USER
        sql: select age from patients order by id
        """
            .formatted(database.url());
    return TestStudy.siteFile(site, source, key, List.of("researcher"));
  }
}

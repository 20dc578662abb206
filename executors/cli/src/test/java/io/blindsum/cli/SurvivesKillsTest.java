package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.arith.Arithmetics;
import io.blindsum.colony.ExecutorLoop;
import io.blindsum.hospital.SiteConfigReader;
import io.blindsum.hospital.SiteHospital;
import io.blindsum.service.ExecutorMetrics;
import io.blindsum.testing.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.ObjectMapper;

/**
 * Kills a hospital, a cloud and the driver with SIGKILL while a study runs, restarts the server,
 * cuts the network, and asks for the exact total. {@link RandomFaultsTest} is the long form.
 */
class SurvivesKillsTest {
  private static final int PATIENTS = 1_200;
  private static final int BATCHES = 12;
  private static final long CUT_MILLIS = 300;
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @TempDir private Path folder;

  private StudyPrograms programs;

  @BeforeEach
  void start() throws Exception {
    programs = StudyPrograms.start(folder, Map.of());
    String key = programs.makeKey();
    for (String site : List.of("r1", "r2")) {
      TestStudy.write(folder, site, PATIENTS, site.equals("r1") ? 3 : 50);
      Files.writeString(
          folder.resolve(site + ".yaml"),
          TestStudy.siteFile(site, "csv: " + site + ".csv", key, List.of("researcher")));
    }
    programs.writeRunFile(PATIENTS / BATCHES);
  }

  @AfterEach
  void stop() throws IOException {
    programs.close();
  }

  @Test
  @Requirement(
      id = "R15",
      figure = "study with hospital, cloud, driver, server and network broken once each: exact")
  void endsWithTheExactTotal() throws Exception {
    Map<String, String> environment = programs.environment(Map.of());
    try (SiteHospital hospital =
            SiteHospital.open(
                SiteConfigReader.read(folder.resolve("r2.yaml"), environment),
                Arithmetics.fastest(),
                new ExecutorMetrics());
        ExecutorLoop second = hospital.addTo(ExecutorLoop.builder(programs.config("r2"))).start()) {
      assertThat(second.awaitRegistered(PATIENCE)).isTrue();
      run(folder.resolve("out.bsr"));
    }
  }

  private void run(Path output) throws Exception {
    Process hospital = programs.hospital("r1");
    Process cloud = programs.cloud();
    Process driver = programs.driver(output);
    awaitDone(output, 2, driver);
    StudyPrograms.kill(hospital);
    programs.hospital("r1");
    awaitDone(output, 4, driver);
    StudyPrograms.kill(cloud);
    programs.cloud();
    awaitDone(output, 5, driver);
    programs.cutNetwork(CUT_MILLIS);
    awaitDone(output, 6, driver);
    StudyPrograms.kill(driver);
    driver = programs.driver(output, "--resume");
    awaitDone(output, 8, driver);
    programs.restartColony();

    assertThat(driver.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(driver.exitValue()).as(programs.printed(driver)).isZero();
    assertExact(output);
  }

  private void assertExact(Path output) {
    long sum = 0;
    for (int i = 0; i < PATIENTS; i++) {
      sum += TestStudy.age(3, i) + TestStudy.age(50, i);
    }
    assertThat(programs.isExact(output, 2 * PATIENTS, sum)).isTrue();
  }

  /** Waits until the driver's journal says that so many batches are done. */
  private void awaitDone(Path output, int batches, Process driver) throws Exception {
    Path journal = output.resolveSibling(output.getFileName() + ".journal");
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (done(journal) < batches) {
      assertThat(driver.isAlive()).as(programs.printed(driver)).isTrue();
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
}

package io.blindsum.hospital;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.colony.Process;
import io.blindsum.keys.SeedKeyFormat;
import io.blindsum.messages.Functions;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.RunNonce;
import io.blindsum.messages.Signed;
import io.blindsum.testing.Requirement;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows a hospital requests of earlier runs again, and requests with numbers out of range. */
class RunReplayTest {
  private static final String DATASETS =
      """
      actg:
        csv: %s
        columns:
          age: int[12..70]
      """
          .formatted(Path.of(System.getProperty("blindsum.root"), "datasets/actg175/actg175.csv"));

  @TempDir private Path folder;

  private Colony colony;

  @BeforeEach
  void start() throws Exception {
    colony = Colony.start();
  }

  @AfterEach
  void stop() throws Exception {
    colony.close();
  }

  @Test
  @Requirement(
      id = "R34",
      figure = "requests of a run shown to a site again, also after a restart: 0 answered")
  void aRunAsksOneQuestionAndEachAttemptIsOneProcess() throws Exception {
    String run = RunNonce.draw();
    try (Site site = Site.start(colony, folder, DATASETS)) {
      PlanMessage plan = plan(site.plan(request(run, 0, "r1", "r2")));
      assertThat(plan.run()).isEqualTo(run);
      assertThat(plan.terms().asked()).containsExactly("r1", "r2");
      refused(site.plan(request(run, 0, "r1", "r2")), "run: this attempt was asked before");
      assertThat(plan(site.plan(request(run, 1, "r1", "r2"))).attempt()).isEqualTo(1);
      refused(site.plan(request(run, 2, "r1")), "run: it asked another question before");
      refused(
          site.plan(request(RunNonce.draw(), 0, "r2", "r3")), "sites: this site is not among them");
      refused(encrypt(plan, RunNonce.draw()), "run: not that of the plan");
      assertThat(encrypt(plan, run).errors()).isEmpty();
    }
    try (Site site = Site.start(colony, folder, DATASETS)) {
      refused(site.plan(request(run, 0, "r1", "r2")), "run: this attempt was asked before");
      refused(site.plan(request(run, 1, "r1", "r2")), "run: this attempt was asked before");
      plan(site.plan(request(RunNonce.draw(), 0, "r1", "r2")));
    }
  }

  @Test
  @Requirement(
      id = "R37",
      figure =
          "each number of a hospital's jobs, as 8 others: an answer or one line, and it serves on")
  void everyNumberIsAnsweredOrRefused() throws Exception {
    try (Site site = Site.start(colony, folder, DATASETS)) {
      PlanMessage plan = plan(site.plan(request(RunNonce.draw(), 0, "r1")));
      for (Number number :
          List.<Number>of(0, -1, 1, Integer.MAX_VALUE, 1L << 31, 1L << 53, 0x1p63, 1e308)) {
        for (String name : List.of("attempt", "max_rows", "batch_rows", "sites_min", "min_cell")) {
          Map<String, Object> request = request(RunNonce.draw(), 0, "r1");
          request.put(name, number);
          assertThat(site.plan(request).errors()).as(name + number).hasSizeLessThan(2);
        }
        for (String name : List.of("batch", "attempt")) {
          Map<String, Object> request = encryption(plan, plan.run());
          request.put(name, number);
          assertThat(colony.run(Site.TYPE, Functions.ENCRYPT_BATCH, request).errors())
              .as(name + number)
              .hasSizeLessThan(2);
        }
      }
      assertThat(encrypt(plan, plan.run()).errors()).isEmpty();
    }
  }

  private static Map<String, Object> request(String run, int attempt, String... sites) {
    Map<String, Object> request = Site.planOf("actg", "age", "int[12..70]");
    request.put("run", run);
    request.put("attempt", attempt);
    request.put("sites", List.of(sites));
    return request;
  }

  private Process encrypt(PlanMessage plan, String run) throws InterruptedException {
    return colony.run(Site.TYPE, Functions.ENCRYPT_BATCH, encryption(plan, run));
  }

  private static Map<String, Object> encryption(PlanMessage plan, String run) {
    Map<String, Object> kwargs = new LinkedHashMap<>();
    kwargs.put("paillier-pubkey", SeedKeyFormat.write(Site.KEY.publicKey()));
    kwargs.put("run", run);
    kwargs.put("plan", plan.plan());
    kwargs.put("batch", 0);
    kwargs.put("attempt", 0);
    return kwargs;
  }

  private static PlanMessage plan(Process process) {
    assertThat(process.errors()).isEmpty();
    return Signed.parse("plan", process.out().get(0), PlanMessage.class).message();
  }

  private static void refused(Process process, String reason) {
    assertThat(process.errors()).containsExactly(reason);
  }
}

package io.blindsum.hospital;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.colony.Process;
import io.blindsum.messages.Functions;
import io.blindsum.messages.JobOrder;
import io.blindsum.protection.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asks a site that wants signed jobs, through a server that carries numbers as it likes. */
class OrderedJobsTest {
  private static final Duration GOOD = Duration.ofHours(1);

  /** What a server might like to ask instead. */
  private static final Map<String, Object> CHANGES =
      Map.of(
          "max_rows",
          2_000_000,
          "where",
          "age < 40",
          "stats",
          List.of("hist(age,1)"),
          "min_cell",
          1,
          "sites_min",
          2,
          "query_hash",
          "0".repeat(64));

  @TempDir private Path folder;

  @Test
  void onlyWhatAResearcherSignedIsPlannedAndOnlyOnce() throws Exception {
    String ages =
        IntStream.range(20, 60).mapToObj(String::valueOf).collect(Collectors.joining("\n"));
    Files.writeString(folder.resolve("ages.csv"), "age\n" + ages + "\n");
    SigningKey key = SigningKey.generate();
    String datasets = "ages:\n  csv: ages.csv\n  columns:\n    age: int[0..120]\n";
    String policy = "researchers: [" + key.verifyingKey().text() + "]";
    try (Colony colony = Colony.start();
        Site site = Site.start(colony, folder, datasets, policy)) {
      Map<String, Object> question = Site.planOf("ages", "age", "int[0..120]");
      refused("order: missing: this site takes signed jobs only", site.plan(question));
      Map<String, Object> signed =
          JobOrder.sign(Functions.PLAN_COHORT, question, List.of("r1"), GOOD, key);
      assertThat(site.plan(signed).errors()).isEmpty();
      refused("order: it was used before", site.plan(signed));

      for (Map.Entry<String, Object> change : CHANGES.entrySet()) {
        Map<String, Object> altered =
            JobOrder.sign(Functions.PLAN_COHORT, question, List.of("r1"), GOOD, key);
        altered.put(change.getKey(), change.getValue());
        refused("order: its signature is not over this job", site.plan(altered));
      }
      Map<String, Object> records = new LinkedHashMap<>();
      records.put("paillier-pubkey", question.get("paillier-pubkey"));
      records.put("dataset", "ages");
      records.put("column", "age");
      refused(
          "order: missing: this site takes signed jobs only",
          colony.run(Site.TYPE, Functions.GET_PATIENT_DATA, records));
      assertThat(site.audit().verify(line -> {}).line()).isEqualTo(4 + CHANGES.size());
    }
  }

  private static void refused(String reason, Process process) {
    assertThat(process.errors()).containsExactly(reason);
  }
}

package io.blindsum.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.cohort.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What researchers write, read to the letter and refused by line and column. */
class RunFileTest {
  private static final String GOOD =
      """
      study: heart-2026
      dataset: cohort
      parameters:
        year: 2025
        bmi: 22.50
      columns:
        sbp: int[60..260]
        age: int[18..120]
      group_by: [sex, 'age:10']
      layout: tall
      limits:
        patients: 10_000_000
        sites_min: 2
      sites: [karolinska, lulea, umea]
      cloud:
        window: 16
      """;

  @TempDir private Path folder;

  @Test
  void becomesWhatEachSiteIsAsked() throws IOException {
    RunFile run = read(GOOD);
    assertThat(run.sites()).containsExactly("karolinska", "lulea", "umea");
    assertThat(run.limits()).isEqualTo(new RunFile.Limits(10_000_000, 2));
    assertThat(run.window()).isEqualTo(16);
    PlanRequest request = run.planRequest("key");
    assertThat(request.parameters()).isEqualTo(Map.of("year", 2025L, "bmi", "22.50"));
    assertThat(request.columns()).containsOnlyKeys("age", "sbp");
    assertThat(request.groupBy()).isEqualTo(List.of("sex", "age:10"));
    assertThat(request.maxRows()).isEqualTo(10_000_000);
    assertThat(PlanRequest.of(request.arguments()).columns()).isEqualTo(request.columns());
  }

  @Test
  void everySiteIsNeededUnlessFewerAreEnough() throws IOException {
    assertThat(read(GOOD.replace("  sites_min: 2\n", "")).limits().sitesMin()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "study: heart-2026 | sudy: x | unknown member 'sudy' at run.yaml line 1 column 1",
        "layout: tall | layout: long | layout: none of wide, tall at run.yaml line 10 column 1",
        "patients: 10_000_000 | patients: 0 | patients: not a whole number from 1",
        "sites_min: 2 | sites_min: 4 | sites_min: not a whole number from 1 to 3",
        "karolinska, lulea | lulea, lulea | sites: name each hospital once",
        "window: 16 | window: 0 | window: not a whole number",
        "window: 16 | where: x | unknown member 'where' at run.yaml line 16 column 3",
      })
  void mistakesAreNamed(String right, String wrong, String message) {
    assertThatThrownBy(() -> read(GOOD.replace(right, wrong)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(message);
  }

  private RunFile read(String text) throws IOException {
    return RunFile.read(Files.writeString(folder.resolve("run.yaml"), text));
  }
}

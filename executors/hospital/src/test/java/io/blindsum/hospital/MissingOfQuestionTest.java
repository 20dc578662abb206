package io.blindsum.hospital;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.arith.Arithmetics;
import io.blindsum.messages.PlanRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A question says what stands for no value, but picks no patients out by it. */
class MissingOfQuestionTest {
  private static final String DATASETS =
      """
      c:
        csv: c.csv
        separator: ';'
        decimal: comma
        missing: {age: [99]}
        round: true
        columns:
          age: int[0..120]
          weight: dec(1)[20..250]
          sex: cat{F,M}
      """;

  @TempDir private Path folder;

  private DryRun run(Map<String, List<String>> missing) throws Exception {
    StringBuilder csv = new StringBuilder("age;weight;sex\n");
    for (int i = 0; i < 40; i++) {
      csv.append(i < 12 ? "-9" : "" + (20 + i)).append(';');
      csv.append(i < 15 ? "n/v" : "61,5").append(i % 2 == 0 ? ";F\n" : ";M\n");
    }
    Files.writeString(folder.resolve("c.csv"), csv);
    SiteConfig site = Site.config(folder, DATASETS, "where: true\n  protection: masked");
    SiteSecret.openFolder(site.state());
    Map<String, Object> kwargs = Site.planOf("c", "age", "int[0..120]");
    kwargs.put(
        "columns", Map.of("age", "int[0..120]", "weight", "dec(1)[20..250]", "sex", "cat{F,M}"));
    kwargs.put("stats", List.of("count"));
    kwargs.put("where", "weight is missing or age is missing or age <= 120");
    kwargs.put("missing", missing);
    return DryRun.of(site, PlanRequest.of(kwargs), Site.KEY.publicKey(), Arithmetics.fastest());
  }

  @Test
  void takesItsWordsForNoValue() throws Exception {
    DryRun run = run(Map.of("", List.of("-9"), "weight", List.of("n/v")));
    assertThat(run.refusal()).isEmpty();
    assertThat(run.rows()).isEqualTo(40);
    assertThat(run.rejected()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "age    | 45    | column age has values at the site that the question takes",
        "''     | 120   | column age has values",
        "weight | 61,5  | column weight has values",
        "weight | 61.5  | column weight has values",
        "weight | 61,54 | column weight has values",
        "age    | 45,4  | column age has values",
        "sex    | F     | column sex has values",
        "age    | 99    |",
        "sex    | X     |",
        "''     | -9    |",
      })
  void picksNobodyOut(String column, String word, String refusal) throws Exception {
    Map<String, List<String>> missing =
        column.isEmpty()
            ? Map.of("", List.of(word, "-9", "n/v"))
            : Map.of(column, List.of(word), "", List.of("-9", "n/v"));
    Optional<String> refused = run(missing).refusal();
    if (refusal == null) {
      assertThat(refused).isEmpty();
    } else {
      assertThat(refused.orElseThrow()).startsWith(refusal).doesNotContain(word);
    }
  }
}

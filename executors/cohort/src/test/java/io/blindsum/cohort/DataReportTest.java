package io.blindsum.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.cohort.BadDataPolicy.Verdict;
import io.blindsum.text.DataException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DataReportTest {
  private static final String RANGE = "[3.00..20.00]";

  @ParameterizedTest
  @CsvSource({
    "REJECT, OUT_OF_RANGE, REJECT",
    "REJECT, MISSING_GROUP, DROP",
    "REJECT, MISSING_VALUE, KEEP",
    "DROP, OUT_OF_RANGE, DROP",
    "DROP, UNKNOWN_CATEGORY, DROP",
    "DROP, MISSING_VALUE, KEEP",
    "CLAMP, OUT_OF_RANGE, CLAMP",
    "CLAMP, NOT_A_NUMBER, DROP",
    "CLAMP, TOO_MANY_DECIMALS, DROP",
    "CLAMP, MISSING_VALUE, KEEP",
  })
  void decidesByPolicy(BadDataPolicy policy, DataProblem problem, Verdict verdict) {
    assertThat(policy.verdict(problem)).isEqualTo(verdict);
  }

  @Test
  void saysWhereTheFirstBadRowIsAndHowManyThereAre() {
    CohortSource source = rows(100_000);
    DataReport report = new DataReport(source, BadDataPolicy.REJECT);
    Sources.skip(source, 48_111);
    assertThat(report.note("hba1c", DataProblem.OUT_OF_RANGE, RANGE, "")).isEqualTo(Verdict.REJECT);
    Sources.skip(source, 100_000);

    DataException e = report.rejection().orElseThrow();

    assertThat(e)
        .hasMessage(
            "hba1c out of declared range [3.00..20.00] at cohort.csv line 48,112"
                + " (1 of 100,000 rows)");
    assertThat(e.fix()).startsWith("declare a wider range if such values are right");
  }

  @Test
  void rejectsForTheFirstProblemInTheFile() {
    CohortSource source = rows(10);
    DataReport report = new DataReport(source, BadDataPolicy.REJECT);
    Sources.skip(source, 3);
    report.note("age", DataProblem.MISSING_VALUE, RANGE, "");
    Sources.skip(source, 3);
    report.note("sex", DataProblem.UNKNOWN_CATEGORY, "{F,M}", "");
    Sources.skip(source, 1);
    report.note("age", DataProblem.OUT_OF_RANGE, RANGE, "");

    assertThat(report.rejection().orElseThrow())
        .hasMessage(
            "sex is none of the declared categories {F,M} at cohort.csv line 7 (1 of 7 rows)");
  }

  @Test
  void countsByColumnAndProblem() {
    CohortSource source = rows(2_000);
    DataReport report = new DataReport(source, BadDataPolicy.CLAMP);
    for (int i = 0; i < 2_000; i++) {
      source.next();
      if (i % 100 == 0) {
        report.note("hba1c", DataProblem.NOT_A_NUMBER, RANGE, "");
        report.note("sex", DataProblem.MISSING_GROUP, "{F,M}", "");
      }
      if (i == 1_500) {
        report.note("hba1c", DataProblem.OUT_OF_RANGE, RANGE, "");
      }
      if (i == 2) {
        report.note("ldl", DataProblem.MISSING_VALUE, RANGE, "");
      }
    }

    assertThat(report.rejection()).isEmpty();
    assertThat(report.droppedRows()).isEqualTo(20);
    assertThat(report.clampedValues()).isEqualTo(1);
    assertThat(report.missingValues()).isEqualTo(1);
    assertThat(report.counts())
        .contains(
            new DataReport.Count(
                "hba1c", DataProblem.NOT_A_NUMBER, RANGE, 20, List.of(2L, 102L, 202L, 302L, 402L)));
    assertThat(report.lines())
        .containsExactly(
            "cohort.csv: 2,000 rows; dropped 20, clamped 1, missing 1",
            "  hba1c is not a number in [3.00..20.00]: 20 (lines 2; 102; 202; 302; 402; ...)",
            "  hba1c out of declared range [3.00..20.00]: 1 (line 1,502)",
            "  sex has no value of {F,M}, and group-by drops such rows: 20"
                + " (lines 2; 102; 202; 302; 402; ...)",
            "  ldl has no value in [3.00..20.00]: 1 (line 4)");
  }

  @Test
  void countsRowsApartThatAreLeftOutForTheirGroupAlone() {
    CohortSource source = rows(4);
    DataReport report = new DataReport(source, BadDataPolicy.DROP);
    source.next();
    report.note("sex", DataProblem.MISSING_GROUP, "{F,M}", "");
    report.note("ward", DataProblem.MISSING_GROUP, "{A,B}", "");
    source.next();
    report.note("sex", DataProblem.MISSING_GROUP, "{F,M}", "");
    report.note("hba1c", DataProblem.NOT_A_NUMBER, RANGE, "");
    source.next();
    report.note("hba1c", DataProblem.NOT_A_NUMBER, RANGE, "");
    report.note("sex", DataProblem.MISSING_GROUP, "{F,M}", "");

    assertThat(report.droppedRows()).isEqualTo(3);
    assertThat(report.ungroupedRows()).isEqualTo(1);
  }

  @Test
  void flagsACohortWithoutRows() {
    CohortSource source = rows(0);
    DataReport report = new DataReport(source, BadDataPolicy.DROP);
    Sources.skip(source, 1);

    assertThat(report.lines()).containsExactly("cohort.csv: no rows");
    assertThat(report.rows()).isZero();
  }

  @Test
  void coversTheRowsAfterASkip() {
    CohortSource source = rows(10);
    Sources.skip(source, 4);
    DataReport report = new DataReport(source, BadDataPolicy.DROP);
    Sources.skip(source, 10);

    assertThat(report.rows()).isEqualTo(6);
  }

  @ParameterizedTest
  @EnumSource
  void describesEveryProblemInOneLine(DataProblem problem) {
    assertThat(problem.describe("a\nb", "{F,M}")).contains("a?b", "{F,M}").doesNotContain("\n");
  }

  private static CohortSource rows(int count) {
    byte[] text = ("age\n" + "1\n".repeat(count)).getBytes(StandardCharsets.UTF_8);
    return io.blindsum.cohort.CsvSource.read(
        new ByteArrayInputStream(text), "cohort.csv", Optional.empty());
  }
}

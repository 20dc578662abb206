package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Rows without a value in the column of the groups: a group of their own, or left out. */
class MissingGroupTest {
  private static final String AGE = "--column=age:int[0..120]";
  private static final String SEX = "--column=sex:cat{F,M,X}";

  /** 15 women from 20 to 34, 12 men from 40 to 51, and 11 people of 60 to 70 of unknown sex. */
  private static final String COHORT =
      "age,sex,ward\n" + rows(20, 34, ",F,1\n") + rows(40, 51, ",M,2\n") + rows(60, 70, ",NA,\n");

  @TempDir private Path folder;
  private Exports exports;

  @BeforeEach
  void makeKey() {
    exports = new Exports(folder);
  }

  private static String rows(int first, int last, String rest) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(age -> age + rest)
        .collect(Collectors.joining());
  }

  private String decrypt(String... options) {
    return Cli.run(
            Stream.concat(
                    Stream.of("decrypt", exports.file("2.bsr"), "--key", exports.file("s.key")),
                    Stream.of(options))
                .toArray(String[]::new))
        .ok()
        .out();
  }

  @Test
  void theyAreAGroupThatEveryFormatShows() throws IOException {
    Path csv = exports.write("c.csv", COHORT);
    assertThat(exports.totals(csv, AGE, SEX, "--group-by=sex"))
        .containsEntry("F/age", "15 405")
        .containsEntry("M/age", "12 546")
        .containsEntry("X", "0")
        .containsEntry("(missing)", "11")
        .containsEntry("(missing)/age", "11 715")
        .containsEntry("(missing)/sex/F", "0");
    assertThat(decrypt()).containsPattern("\\(missing\\) +age +11 +715 ");
    String page = exports.file("page");
    decrypt("--report", page);
    assertThat(Files.readString(Path.of(page, "index.html"))).contains("(missing)");
  }

  /** By SciPy, of women and men. */
  @Test
  void testsCompareTheOthersAndSaySo() throws IOException {
    Path csv = exports.write("c.csv", COHORT);
    exports.totals(csv, AGE, SEX, "--group-by=sex");
    String json = decrypt("--json");
    assertThat(json)
        .contains("\"left_out\":[{\"sex\":\"X\"},{\"sex\":\"(missing)\"}]")
        .contains("\"df_between\":1,\"df_within\":25,\"f\":134.85027");
    assertThat(decrypt("--csv")).contains("anova(age),,left_out,,left out: sex=X; sex=(missing)");
    assertThat(decrypt()).containsPattern("anova .* left_out").contains("sex=X; sex=(missing)");
  }

  @Test
  void fewOfThemAreHiddenAsAnyFewPeople() throws IOException {
    Path csv = exports.write("c.csv", COHORT.replace("\n60,NA", "\n60,F").replace("61,NA", "61,F"));
    exports.totals(csv, AGE, "--group-by=sex:F,M,X");
    assertThat(decrypt("--min-cell=10", "--csv"))
        .contains("(missing),,,,,,,,,,,,<10")
        .contains("M,,,,,,,,,,,,hidden");
  }

  @Test
  void nobodyIsMissingWhereNobodyIs() throws IOException {
    Path csv = exports.write("c.csv", COHORT.replace("NA", "X"));
    assertThat(exports.totals(csv, AGE, SEX, "--group-by=sex"))
        .containsEntry("X", "11")
        .doesNotContainKey("(missing)");
  }

  @Test
  void rowsThatLackOneColumnCountInTheOther() throws IOException {
    Path csv = exports.write("c.csv", "age,sex,ward\n20,F,1\n30,,1\n40,M,\n50,,\n60,F,2\n");
    assertThat(exports.totals(csv, AGE, "--group-by=sex:F,M", "--group-by=ward:1,2"))
        .containsEntry("F/1/age", "1 20")
        .containsEntry("(missing)/1/age", "1 30")
        .containsEntry("M/(missing)/age", "1 40")
        .containsEntry("(missing)/(missing)/age", "1 50")
        .containsEntry("F/2/age", "1 60")
        .doesNotContainKey("(missing)/2");
  }

  @Test
  void theyAreDroppedAndCountedOnDemand() throws IOException {
    Path csv = exports.write("c.csv", COHORT);
    Map<String, String> totals =
        exports.totals(csv, AGE, "--column=ward:int[1..2]", "--group-by=sex:F,M: drop missing");
    assertThat(totals)
        .containsEntry("F/age", "15 405")
        .containsEntry("M/ward", "12 24")
        .doesNotContainKey("(missing)");
    Path question =
        exports.write(
            "q.yaml",
            """
            study: s
            dataset: d
            columns:
              age: int[0..120]
              sex: cat{F,M}
            group_by: {sex: drop missing}
            stats: [welch]
            limits: {max_rows: 1000}
            """);
    String frame = exports.file("q.bsc");
    Cli.Run run =
        Cli.run(
                "encrypt",
                csv.toString(),
                "--query=" + question,
                "--pub=" + exports.file("s.pub"),
                "--insecure-test-key",
                "-o",
                frame)
            .ok();
    assertThat(run.out() + run.err())
        .contains("38 rows; dropped 11, clamped 0")
        .contains("sex has no value of {F,M}, and group-by drops such rows: 11 (lines 29; 30;");
    JsonNode layout = Cli.run("inspect", frame, "--json").ok().json();
    assertThat(layout.get("groups").asInt()).isEqualTo(2);
    assertThat(layout.get("group_by").get(0).asString()).isEqualTo("sex");
    assertThat(exports.open(frame)).containsEntry("F/age", "15 405").containsEntry("M", "12");
  }
}

package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.blindsum.cli.console.ExitCode;
import io.blindsum.study.StudyMessages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** From a question to the statistics that SciPy, statsmodels and lifelines find in the rows. */
class QueryTest {
  private static final String BY_ARM =
      """
      study: s
      dataset: actg175
      columns:
        arms: cat{0,1,2,3}
        cens: int[0..1]
        month: month[0..48]
      group_by: [arms]
      stats: [mean, proportion, km(month,cens)]
      limits: {max_rows: 3000}
      """;
  private static final String OVERALL =
      """
      study: s
      dataset: actg175
      columns:
        age: int[12..70]
        wtkg: dec(5)[30..160]
        cd40: int[0..1500]
        cd420: int[0..1500]
        cd80: int[0..7000]
        arms: cat{0,1,2,3}
        cens: int[0..1]
      stats: [corr(cd40,cd420), table(arms,cens), hist(age,10), ols(cd420 ~ age + wtkg + cd40 + cd80)]
      limits: {max_rows: 3000}
      """;
  private static final JsonNode ORACLES = oracles();
  private static final JsonNode ORACLE = get(ORACLES, "actg175");

  @TempDir private static Path folder;

  @BeforeAll
  static void makeKey() {
    Cli.makeTestKey(folder, "s", 1024);
  }

  @Test
  void findsTheSurvivalOfEachArm() throws IOException {
    encrypt(BY_ARM, "arms").ok();
    JsonNode statistics = decrypt("arms").get("statistics");
    JsonNode curves = get(ORACLE, "km_month_by_arm");
    for (int arm = 0; arm < 4; arm++) {
      JsonNode expected = get(curves.get(arm), "rows");
      JsonNode actual = get(find(statistics, "km(month,cens)", arm), "steps");
      assertThat(actual.size()).isEqualTo(expected.size());
      for (int i = 0; i < actual.size(); i++) {
        assertThat(actual.get(i).get("at_risk")).isEqualTo(expected.get(i).get("at_risk"));
        assertThat(actual.get(i).get("events")).isEqualTo(expected.get(i).get("events"));
        requireEqual(actual.get(i), expected.get(i), "survival", "low", "high");
      }
    }
    JsonNode logRank = find(statistics, "logrank(month,cens)", 0);
    requireEqual(logRank, get(ORACLE, "log_rank_month_arms"), "chi2", "p");
    JsonNode events = get(find(statistics, "proportion(cens)", 0), "groups");
    for (int arm = 0; arm < 4; arm++) {
      requireEqual(events.get(arm), get(ORACLE, "event_by_arm").get(arm), "low", "high");
    }
    List<String> lines =
        Cli.run("decrypt", file("arms.bsr"), "--key", file("s.key")).ok().out().lines().toList();
    assertThat(lines)
        .contains("km(month,cens)  arms=0  n 532")
        .anyMatch(l -> l.startsWith("logrank"));
  }

  @Test
  void fitsModelsAndCountsCells() throws IOException {
    encrypt(OVERALL, "all").ok();
    JsonNode statistics = decrypt("all").get("statistics");
    requireEqual(
        find(statistics, "corr(cd40,cd420)", 0),
        get(ORACLE, "correlation_cd40_cd420"),
        "covariance",
        "r",
        "p");
    JsonNode table = find(statistics, "table(arms,cens)", 0);
    requireEqual(table, get(ORACLE, "table_arms_cens"), "chi2", "p");
    assertThat(get(table, "rows").get(0).get("cens=1").asInt()).isEqualTo(181);
    JsonNode model = find(statistics, "ols(cd420 ~ age + wtkg + cd40 + cd80)", 0);
    JsonNode expected = get(ORACLE, "ols_cd420");
    requireEqual(model, expected, "r2", "f", "residual_se");
    for (int i = 0; i < 5; i++) {
      JsonNode coefficient = get(expected, "coefficients").get(i);
      requireEqual(
          get(model, "coefficients").get(i), get(coefficient, "exact"), "estimate", "se", "t", "p");
    }
    JsonNode bins = get(find(statistics, "hist(age,10)", 0), "bins");
    int people = 0;
    for (JsonNode bin : bins) {
      people += bin.get("n").asInt();
    }
    assertThat(people).isEqualTo(2139);
  }

  @Test
  void standardisesRatesByAge() throws IOException {
    JsonNode expected = get(get(ORACLES, "flchain"), "standardised_death");
    String people = get(get(expected, "F"), "standard").toString().replaceAll("[^0-9,]", "");
    String statistic = "rate(death,age:10," + people + ")";
    String query =
        """
        study: s
        dataset: flchain
        columns: {"age": "int[50..99]", "sex": "cat{F,M}", "death": "int[0..1]"}
        group_by: [sex]
        stats: ["%s"]
        limits: {max_rows: 8000}
        """
            .formatted(statistic);
    Path file = Files.writeString(folder.resolve("rates.yaml"), query);
    // the oldest are one stratum
    String[] encrypt = {
      "encrypt", Cli.ROOT.resolve("datasets/flchain/flchain.csv").toString(), "--on-bad=clamp"
    };
    Cli.run(
            with(
                encrypt,
                "--query=" + file,
                "--pub=" + file("s.pub"),
                "--insecure-test-key",
                "-o",
                file("rates.bsc")))
        .ok();
    Cli.run("sum", file("rates.bsc"), "-o", file("rates.bsr")).ok();
    JsonNode statistics = decrypt("rates").get("statistics");
    for (int sex = 0; sex < 2; sex++) {
      JsonNode rate = find(statistics, statistic, sex);
      JsonNode ofSex = get(expected, sex == 0 ? "F" : "M");
      requireEqual(rate, ofSex, "rate", "se", "low", "high");
      for (int i = 0; i < 5; i++) {
        JsonNode stratum = get(rate, "strata").get(i);
        assertThat(stratum.get("events")).isEqualTo(get(ofSex, "events").get(i));
        assertThat(stratum.get("people")).isEqualTo(get(ofSex, "people").get(i));
      }
    }
    JsonNode hidden = find(decryptWith("rates", "--min-cell=100").get("statistics"), statistic, 0);
    assertThat(hidden.get("rate").asString()).isEqualTo("hidden");
    JsonNode women = get(expected, "F");
    int shown = 0;
    for (int i = 0; i < 5; i++) {
      for (String count : List.of("events", "people")) {
        JsonNode found = get(hidden, "strata").get(i).get(count);
        JsonNode exact = get(women, count).get(i);
        if (exact.asLong() < 100) {
          assertThat(found.isNumber()).as(count + " of stratum " + i).isFalse();
        } else if (found.isNumber()) {
          assertThat(found).isEqualTo(exact);
          shown++;
        }
      }
    }
    assertThat(shown).isPositive();
  }

  @Test
  void hidesSmallCounts() throws IOException {
    encrypt(OVERALL, "small").ok();
    JsonNode json =
        Cli.run("decrypt", file("small.bsr"), "--key", file("s.key"), "--min-cell=10", "--json")
            .ok()
            .json();
    int small = 0;
    int hidden = 0;
    for (JsonNode bin : get(find(json.get("statistics"), "hist(age,10)", 0), "bins")) {
      small += bin.get("n").asString().equals("<10") ? 1 : 0;
      hidden += bin.get("n").asString().equals("hidden") ? 1 : 0;
    }
    // the number of patients is known: another bin has to hide with the small ones
    assertThat(small).isPositive();
    assertThat(hidden).isPositive();
    // the query says so too
    assertThat(decryptWith("small").get("statistics")).isEqualTo(json.get("statistics"));
    assertThat(json.get("min_cell").asInt()).isEqualTo(10);
    assertThat(Cli.run("inspect", file("small.bsr"), "--json").ok().json().get("query"))
        .isEqualTo(json.get("query"));
    Cli.run("decrypt", file("small.bsr"), "--key", file("s.key"), "--min-cell=0")
        .failed(2, "--min-cell");
  }

  @Test
  void roundsWhatTheQuestionWantsRounded() throws IOException {
    encrypt(OVERALL, "exact").ok();
    encrypt(OVERALL.replace("max_rows: 3000", "max_rows: 3000, rounding: 10"), "round").ok();
    JsonNode exact = get(find(decryptWith("exact").get("statistics"), "hist(age,10)", 0), "bins");
    JsonNode json = decryptWith("round");
    assertThat(json.get("rounding").asInt()).isEqualTo(10);
    assertThat(json.get("rows").asInt()).isEqualTo(2140);
    JsonNode bins = get(find(json.get("statistics"), "hist(age,10)", 0), "bins");
    for (int i = 0; i < bins.size(); i++) {
      JsonNode now = bins.get(i).get("n");
      JsonNode before = exact.get(i).get("n");
      assertThat(now.isString()).isEqualTo(before.isString());
      assertThat(now.asString())
          .isEqualTo(
              before.isString()
                  ? before.asString()
                  : String.valueOf((before.asLong() + 5) / 10 * 10));
    }
    assertThat(Cli.run("decrypt", file("round.bsr"), "--key", file("s.key")).ok().out())
        .contains("rounding: every count is a multiple of 10");
    assertThat(Cli.run("inspect", file("round.bsr"), "--json").ok().json().get("rounding").asInt())
        .isEqualTo(10);
  }

  @Test
  void printsTheTotalsAsCsv() throws IOException {
    encrypt(OVERALL, "csv").ok();
    JsonNode age = decrypt("csv").get("groups").get(0).get("columns").get("age");
    List<String> lines =
        Cli.run("decrypt", file("csv.bsr"), "--key", file("s.key"), "--csv")
            .ok()
            .out()
            .lines()
            .toList();
    assertThat(lines.get(0))
        .isEqualTo("column,value,n,sum,mean,sd,variance,statistic,part,figure,number,release");
    assertThat(lines)
        .contains(",,2139,,,,,,,,,shown")
        .contains(
            "age,,2139,%s,%s,%s,%s,,,,,shown"
                .formatted(
                    age.get("sum").asString(),
                    age.get("mean").asDouble(),
                    age.get("sd").asDouble(),
                    age.get("variance").asDouble()))
        .anyMatch(line -> line.matches("arms,3,[0-9]+,,,,,,,,,shown"));
  }

  @Test
  void takesTheRowsOfTheCondition() throws IOException {
    String query =
        OVERALL.replace("stats: ", "where: strat = 1 and age >= 40\nstats: ")
            + "where_columns:\n  strat: cat{1,2,3}\n";
    encrypt(query, "where").ok();
    JsonNode json = decrypt("where");
    List<String> lines = Files.readAllLines(Cli.ACTG);
    List<String> names = List.of(lines.get(0).split(","));
    long expected =
        lines.stream()
            .skip(1)
            .map(line -> line.split(",", -1))
            .filter(f -> f[names.indexOf("strat")].equals("1"))
            .filter(f -> Integer.parseInt(f[names.indexOf("age")]) >= 40)
            .count();
    assertThat(json.get("rows").asLong()).isEqualTo(expected);
  }

  @Test
  void plansBeforeAnythingIsSent() throws IOException {
    Path file = Files.writeString(folder.resolve("plan.yaml"), BY_ARM);
    String[] plan = {
      "query", "plan", file.toString(), "--pub", file("s.pub"), "--insecure-test-key"
    };
    assertThat(Cli.run(plan).ok().out())
        .contains("hash", "5 groups of 105 slots", "researcher")
        .contains("reader      counts of 0 and from 10 up; smaller ones as <10")
        .contains("enforced    whichever is strictest")
        .doesNotContain("tall");
    JsonNode json = Cli.run(with(plan, "--json")).ok().json();
    assertThat(json.get("query").asString()).matches("[0-9a-f]{64}");
    assertThat(json.get("ciphertexts").asLong())
        .isEqualTo(3000 * json.get("ciphertexts_per_row").asLong());
    assertThat(json.get("bytes").asLong()).isEqualTo(256 * json.get("ciphertexts").asLong());
    assertThat(json.get("transport").asString()).isEqualTo("inline");
  }

  @Test
  void proposesFilesWhereBatchesWouldFillTheServer() throws IOException {
    assertThat(transport("limits: {max_rows: 3000}"))
        .isEqualTo("inline: 1.0 MB through the server and its database");
    String large = "limits: {max_rows: 1_000_000}";
    assertThat(transport(large))
        .startsWith(
            "inline: 341.3 MB through the server and its database; cloud: {transport: files}");
    assertThat(transport(large + "\ncloud: {transport: files}"))
        .isEqualTo("files: 256.0 MB through object stores, references alone through the server");
  }

  /** Returns what is said of a question in wide layout, of 256 bytes a row. */
  private String transport(String limits) throws IOException {
    String question =
        "study: s\ndataset: d\nsites: [r1]\nlayout: wide\ncolumns:\n  age: int[0..120]\n";
    Path file = Files.writeString(folder.resolve("large.yaml"), question + limits);
    String out =
        Cli.run("query", "plan", file.toString(), "--pub", file("s.pub"), "--insecure-test-key")
            .ok()
            .out();
    return out.lines()
        .filter(line -> line.startsWith("transport"))
        .map(line -> line.substring("transport".length()).strip())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void saysHowLongMessagesAreBeforeAnythingStarts() throws IOException {
    String many =
        """
        study: s
        dataset: trial
        columns:
          x: int[0..999]
          y: int[0..999]
        group_by: ["x:100"]
        stats: [hist(y,1)]
        layout: partials
        limits: {max_rows: 1_000_000, sites_min: 1}
        sites: [r1, r2, r3, r4, r5, r6, r7, r8, r9, r10, r11, r12, r13, r14, r15, r16, r17]
        """;
    Path small = Files.writeString(folder.resolve("small.yaml"), many);
    String[] keys = {"--pub", file("s.pub"), "--insecure-test-key"};
    String[] plan = {"query", "plan", small.toString(), "--json"};
    JsonNode json = Cli.run(with(plan, keys)).ok().json();
    JsonNode sizes = json.get("message_bytes");
    // of the ciphertexts of 17 sites those of one, and base64 of base64
    long frame = json.get("bytes").asLong() / 17;
    assertThat(sizes.get("batch").asLong()).isBetween(frame, 2 * frame);
    assertThat(sizes.get("reduce").asLong()).isGreaterThan(15 * sizes.get("batch").asLong());
    assertThat(sizes.get("combine").asLong()).isPositive();
    assertThatThrownBy(() -> new StudyMessages(1, 70_000_000, 1).requireFit())
        .hasMessage("a message of this study would be of 70 MB, and a cloud takes 67 MB");
  }

  @Test
  void refusesWhatDoesNotGoTogether() throws IOException {
    encrypt(OVERALL.replace("study: s", "study: other"), "x").failed(4, "other");
    encrypt(OVERALL.replace("age: int[12..70]", "age: int[12..20]"), "x")
        .failed(3, "age", "actg175.csv line");
    encrypt(OVERALL.replace("hist(age,10)", "hist(arms,10)"), "x")
        .failed(3, "arms", "x.yaml line 11 column 1");
    encrypt(OVERALL, "x", "--column=age:int[12..70]").failed(2, "--query");
    Cli.run(
            "encrypt",
            Cli.ACTG.toString(),
            "--pub",
            file("s.pub"),
            "--insecure-test-key",
            "-o",
            file("x.bsc"))
        .failed(2, "no column");
  }

  private static Cli.Run encrypt(String query, String name, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve(name + ".yaml"), query);
    String[] arguments = {
      "encrypt",
      Cli.ACTG.toString(),
      "--pub",
      file("s.pub"),
      "--insecure-test-key",
      "--query",
      file.toString(),
      "-o",
      file(name + ".bsc")
    };
    Cli.Run run = Cli.run(with(arguments, more));
    if (run.exitCode() == ExitCode.OK) {
      Cli.run("sum", file(name + ".bsc"), "-o", file(name + ".bsr")).ok();
    }
    return run;
  }

  private static JsonNode decrypt(String name) {
    return decryptWith(name, "--min-cell=1");
  }

  private static JsonNode decryptWith(String name, String... more) {
    String[] decrypt = {"decrypt", file(name + ".bsr"), "--key", file("s.key"), "--json"};
    return Cli.run(with(decrypt, more)).ok().json();
  }

  private static String file(String name) {
    return folder.resolve(name).toString();
  }

  private static String[] with(String[] arguments, String... more) {
    String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return all;
  }

  private static JsonNode find(JsonNode statistics, String name, int occurrence) {
    int seen = 0;
    for (JsonNode statistic : statistics) {
      if (statistic.get("statistic").asString().equals(name) && seen++ == occurrence) {
        return statistic;
      }
    }
    throw new AssertionError("no statistic " + name + " in " + statistics);
  }

  private static void requireEqual(JsonNode actual, JsonNode expected, String... members) {
    for (String member : members) {
      if (expected.has(member)) {
        assertThat(get(actual, member).asDouble())
            .as(member)
            .isCloseTo(get(expected, member).asDouble(), withinPercentage(1e-10));
      }
    }
  }

  private static JsonNode get(JsonNode node, String member) {
    return Objects.requireNonNull(node.get(member), member);
  }

  private static JsonNode oracles() {
    try (InputStream stream = QueryTest.class.getResourceAsStream("/stats/oracle.json")) {
      return new ObjectMapper().readTree(Objects.requireNonNull(stream));
    } catch (IOException e) {
      throw new IllegalStateException("no oracle", e);
    }
  }
}

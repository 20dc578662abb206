package io.blindsum.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.encoding.ColumnSpec;
import io.blindsum.frame.ReleaseRule;
import io.blindsum.layout.GroupTotals;
import io.blindsum.question.StatisticSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reports that gave a patient away when each statistic decided on its own. */
class ReleaseAuditTest {
  private static final List<ColumnSpec> FLAGS = RandomReports.columns("e:int[0..1]", "d:int[0..1]");

  private static final ReleaseRule RULE = ReleaseRule.of(10);

  @Test
  void aBinIsNotTheRestOfTheOthers() {
    List<ColumnSpec> columns = RandomReports.columns("lab:int[0..29]");
    JsonNode report =
        report(
            columns,
            rows(new long[] {5, 4}, new long[] {15, 40}, new long[] {25, 41}),
            "hist(lab,10)");
    assertThat(hidden(report.at("/statistics/1/bins"), "n")).isGreaterThan(1);
    assertThat(report.at("/audit/least_values").asLong()).isGreaterThanOrEqualTo(10);
  }

  @Test
  void overlappingBandsDoNotMeetInASmallOne() {
    List<ColumnSpec> columns = RandomReports.columns("age:int[0..119]");
    JsonNode report =
        report(
            columns,
            rows(new long[] {30, 172}, new long[] {41, 9}, new long[] {50, 90}),
            "hist(age,20)",
            "hist(age,21)");
    assertThat(
            hidden(report.at("/statistics/1/bins"), "n")
                + hidden(report.at("/statistics/2/bins"), "n"))
        .isPositive();
  }

  @Test
  void aTableIsNotToldByItsCurve() {
    List<ColumnSpec> columns = RandomReports.columns("age:int[30..32]", "hiv:int[0..1]");
    JsonNode report =
        report(
            columns,
            rows(
                new long[] {0, 0, 40},
                new long[] {0, 1, 3},
                new long[] {1, 0, 30},
                new long[] {1, 1, 12},
                new long[] {2, 0, 25},
                new long[] {2, 1, 4}),
            "table(age,hiv)",
            "km(age,hiv)");
    JsonNode curve = statistic(report, "km(age,hiv)");
    for (JsonNode step : curve.at("/steps")) {
      assertThat(step.get("events").asString()).isNotEqualTo("3").isNotEqualTo("4");
    }
    assertThat(hidden(statistic(report, "table(age,hiv)").at("/rows"), "hiv=1")).isPositive();
  }

  @Test
  void anOddsRatioOfAHiddenCountIsHidden() {
    Map<String, long[][]> groups = new LinkedHashMap<>();
    groups.put("x", new long[][] {{0, 0, 30}, {0, 1, 20}, {1, 0, 25}, {1, 1, 4}});
    groups.put("y", new long[][] {{0, 0, 30}, {0, 1, 22}, {1, 0, 25}, {1, 1, 14}});
    JsonNode report = report(FLAGS, groups, "table(e,d)");
    assertThat(statistic(report, "mantel_haenszel(e,d)").toString()).doesNotContain("odds_ratio");
  }

  @Test
  void aLogRankTestDoesNotTellOneEvent() {
    List<ColumnSpec> columns = RandomReports.columns("t:month[0..3]", "e:int[0..1]");
    Map<String, long[][]> groups = new LinkedHashMap<>();
    groups.put("A", new long[][] {{1, 0, 40}, {2, 1, 1}});
    groups.put("B", new long[][] {{1, 1, 20}, {3, 0, 20}});
    JsonNode report = report(columns, groups, "km(t,e)");
    assertThat(statistic(report, "logrank(t,e)").toString()).doesNotContain("observed");
  }

  @Test
  void aCoefficientIsNotOnePatient() {
    List<ColumnSpec> columns = RandomReports.columns("ldl:int[0..1000]", "rare:int[1..2]");
    JsonNode report =
        report(
            columns,
            rows(new long[] {300, 0, 30}, new long[] {500, 0, 30}, new long[] {777, 1, 1}),
            "ols(ldl ~ rare)");
    JsonNode model = statistic(report, "ols(ldl ~ rare)");
    assertThat(model.get("r2").asString()).isEqualTo("hidden");
    assertThat(model.has("coefficients")).isFalse();
    // 1 and 2 are as 0 and 1
    assertThat(report.at("/groups/0/columns/rare/sum").asString()).isEqualTo("hidden");
  }

  @Test
  void codesThatAreFarApartAreTwoValuesToo() {
    List<ColumnSpec> columns = RandomReports.columns("cost:int[0..9999]");
    JsonNode report = report(columns, rows(new long[] {20, 119}, new long[] {7_770, 4}));
    assertThat(report.at("/groups/0/columns/cost/sum").asString()).isEqualTo("hidden");
    assertThat(report.at("/groups/0/columns/cost/sd").asString()).isEqualTo("hidden");
  }

  @Test
  void aCorrelationDoesNotTellTheTableBesideIt() {
    List<ColumnSpec> columns = RandomReports.columns("e:int[0..1]", "d:int[0..1]", "c:cat{x,y,z}");
    Map<String, long[][]> rows =
        rows(
            new long[] {0, 0, 0, 40},
            new long[] {0, 1, 1, 30},
            new long[] {1, 0, 1, 3},
            new long[] {1, 0, 0, 12},
            new long[] {1, 1, 2, 25},
            new long[] {0, 1, 2, 4});
    JsonNode report = report(columns, rows, "table(e,d)", "table(d,c)", "table(e,c)", "corr(e,d)");
    assertThat(statistic(report, "table(e,d)").toString()).contains("hidden");
    assertThat(statistic(report, "corr(e,d)").get("covariance").asString()).isEqualTo("hidden");
  }

  @Test
  void theRowsOfACorrelationAreThoseOfTheTableBesideIt() {
    List<ColumnSpec> columns = RandomReports.columns("e:int[0..1]", "d:int[0..1]");
    JsonNode report =
        report(
            columns,
            rows(
                new long[] {0, 0, 23},
                new long[] {0, 1, 21},
                new long[] {1, 0, 22},
                new long[] {1, 1, 4},
                new long[] {-1, 0, 6},
                new long[] {0, -1, 12}),
            "corr(e,d)",
            "table(e,d)");
    assertThat(statistic(report, "corr").get("n")).isEqualTo(statistic(report, "table").get("n"));
  }

  @Test
  void theRowsOfACorrelationDoNotTellTheTableOfOneOfItsColumns() {
    List<ColumnSpec> columns = RandomReports.columns("e:int[0..1]", "d:int[0..1]", "c:cat{x,y,z}");
    JsonNode report =
        report(
            columns,
            columns.subList(2, 3),
            Map.of(
                "",
                expand(
                    3,
                    new long[][] {
                      {0, 0, 0, 35},
                      {1, 1, 0, 21},
                      {0, -1, 0, 3},
                      {1, 0, 1, 8},
                      {-1, 0, 1, 1},
                      {0, 1, 1, 7},
                      {0, -1, 1, 2},
                      {1, 0, 2, 8},
                      {0, 1, 2, 5},
                      {0, -1, 2, 1},
                      {1, 0, -1, 3},
                      {-1, 1, -1, 3}
                    })),
            List.of("table(d,c)", "corr(e,d)"),
            RULE);
    JsonNode table = statistic(report, "table").get("rows");
    JsonNode n = statistic(report, "corr").get("n");
    JsonNode counts = report.at("/groups/0/columns/c/counts");
    JsonNode x0 = table.get(0).get("c=x");
    JsonNode x1 = table.get(1).get("c=x");
    assertThat(table.get(0).get("c=y").asString()).isEqualTo("<10");
    if (Stream.of(n, counts.get("x"), counts.get("y"), x0, x1).allMatch(JsonNode::isNumber)) {
      // rows without d: at most those that the correlation lacks, of x as many as the table lacks
      long withoutD = 97 - n.asLong() - (counts.get("x").asLong() - x0.asLong() - x1.asLong());
      long bothOfY = counts.get("y").asLong() - withoutD;
      assertThat(bothOfY - 9).as("the least of a cell of y").isNotPositive();
    }
  }

  @Test
  void aRateDoesNotTellThePeopleOfAStratum() {
    List<ColumnSpec> columns = RandomReports.columns("e:int[0..1]", "age:int[0..59]");
    JsonNode report =
        report(
            columns,
            rows(
                new long[] {1, 5, 100},
                new long[] {0, 5, 3},
                new long[] {1, 25, 60},
                new long[] {0, 25, 70},
                new long[] {1, 45, 20},
                new long[] {0, 45, 50}),
            "rate(e,age:20,30,40,30)");
    JsonNode rate = statistic(report, "rate");
    assertThat(hidden(rate.get("strata"), "events") + hidden(rate.get("strata"), "people"))
        .isPositive();
    assertThat(rate.get("rate").asString()).isEqualTo("hidden");
  }

  @Test
  void theDigitsOfACurveDoNotTellTheTableBesideIt() {
    List<ColumnSpec> columns = RandomReports.columns("t:month[0..9]", "e:int[0..1]");
    List<long[]> counts = new ArrayList<>();
    for (long t = 0; t < 10; t++) {
      counts.add(new long[] {t, 0, 4 + t % 3});
      counts.add(new long[] {t, 1, 3 + t % 4});
    }
    Map<String, long[][]> rows = rows(counts.toArray(long[][]::new));
    assertThat(statistic(report(columns, rows, "km(t,e)"), "km").toString())
        .contains("\"survival\":0.");
    assertThat(statistic(report(columns, rows, "km(t,e)", "table(t,e)"), "km").toString())
        .doesNotContain("\"survival\":0.")
        .contains("\"median\":\"hidden\"");
  }

  @Test
  void aModelHasThreeRowsForEachParameter() {
    List<ColumnSpec> columns =
        RandomReports.columns("x:int[0..9]", "z:int[0..9]", "w:int[0..9]", "y:int[0..9]");
    List<long[]> rows =
        IntStream.range(0, 11)
            .mapToObj(i -> new long[] {i % 7, i * i % 9, i % 4, i * 3 % 8})
            .toList();
    JsonNode model =
        statistic(report(columns, Map.of("", rows), List.of("ols(y ~ x + z + w)")), "ols");
    assertThat(model.get("n").asLong()).isEqualTo(11);
    assertThat(model.get("r2").asString()).isEqualTo("hidden");
  }

  @Test
  void fewMissingValuesAreNotTold() {
    List<ColumnSpec> columns = RandomReports.columns("x:int[0..9]");
    JsonNode report =
        report(columns, rows(new long[] {2, 50}, new long[] {5, 50}, new long[] {-1, 3}));
    assertThat(report.at("/groups/0/columns/x/n").asString()).isEqualTo("hidden");
    assertThat(report.at("/groups/0/columns/x/mean").asString()).isEqualTo("hidden");
  }

  @Test
  void stepsOfACurveAreEnoughPeopleTogether() {
    List<ColumnSpec> columns = RandomReports.columns("t:month[0..9]", "e:int[0..1]");
    List<long[]> counts = new ArrayList<>();
    for (long t = 0; t < 10; t++) {
      counts.add(new long[] {t, 0, 4});
      counts.add(new long[] {t, 1, 3});
    }
    JsonNode steps =
        statistic(report(columns, rows(counts.toArray(long[][]::new)), "km(t,e)"), "km")
            .get("steps");
    assertThat(steps.size()).isEqualTo(2);
    assertThat(steps.get(0).get("time").asInt()).isEqualTo(3);
    assertThat(steps.get(0).get("events").asLong()).isEqualTo(12);
    assertThat(steps.get(1).get("at_risk").asLong()).isEqualTo(42);
    assertThat(steps.get(1).get("events").asLong()).isEqualTo(18);
  }

  @Test
  void aModelHasAsManyRowsForEachParameterAsASiteWants() {
    List<ColumnSpec> columns = RandomReports.columns("x:int[0..9]", "y:int[0..9]");
    List<long[]> rows =
        IntStream.range(0, 30).mapToObj(i -> new long[] {i % 7, i * 3 % 8}).toList();
    for (int wanted : new int[] {15, 16}) {
      JsonNode model =
          statistic(
              report(
                  columns,
                  Map.of("", rows),
                  List.of("ols(y ~ x)"),
                  new ReleaseRule(10, 1, wanted, false)),
              "ols");
      assertThat(model.get("r2").isNumber()).isEqualTo(wanted == 15);
    }
  }

  @Test
  void nobodyAndEverybodyAreHiddenWhereARuleSaysSo() {
    List<ColumnSpec> columns = RandomReports.columns("e:int[0..1]", "c:cat{x,y,z}");
    Map<String, List<long[]>> rows =
        Map.of(
            "",
            expand(2, new long[][] {{0, 0, 40}, {0, 1, 30}, {0, 2, 20}, {1, 0, 30}, {1, 2, 25}}));
    List<String> table = List.of("table(e,c)");
    JsonNode exact = report(columns, rows, table, RULE);
    assertThat(exact.toString()).contains("\"c=y\":0").doesNotContain("\"hidden\"}");
    JsonNode report = report(columns, rows, table, new ReleaseRule(10, 1, 3, true));
    JsonNode cells = statistic(report, "table").get("rows");
    assertThat(cells.get(1).get("c=y").asString()).isEqualTo("<10");
    // else the margin would tell it
    assertThat(hidden(cells, "c=x") + hidden(cells, "c=z")).isPositive();
    assertThat(report.at("/audit/least_values").asLong()).isGreaterThanOrEqualTo(10);
    JsonNode all =
        report(
            RandomReports.columns("e:int[0..1]"),
            Map.of("", expand(1, new long[][] {{1, 50}})),
            List.of(),
            new ReleaseRule(10, 1, 3, true));
    assertThat(all.at("/groups/0/columns/e/sum").asString()).isEqualTo("hidden");
  }

  private static long hidden(JsonNode rows, String figure) {
    long hidden = 0;
    for (JsonNode row : rows) {
      hidden += row.get(figure).isString() ? 1 : 0;
    }
    return hidden;
  }

  private static JsonNode statistic(JsonNode report, String name) {
    for (JsonNode statistic : report.get("statistics")) {
      if (statistic.get("statistic").asString().startsWith(name)) {
        return statistic;
      }
    }
    throw new AssertionError("no " + name + " in " + report);
  }

  /** Returns rows of some values, each as often as the last number says. */
  private static Map<String, long[][]> rows(long[]... counts) {
    return Map.of("", counts);
  }

  private static JsonNode report(
      List<ColumnSpec> columns, Map<String, long[][]> counts, String... statistics) {
    Map<String, List<long[]>> groups = new LinkedHashMap<>();
    counts.forEach((name, rows) -> groups.put(name, expand(columns.size(), rows)));
    return report(columns, groups, List.of(statistics));
  }

  private static List<long[]> expand(int width, long[][] counts) {
    List<long[]> rows = new ArrayList<>();
    for (long[] count : counts) {
      for (long i = 0; i < count[width]; i++) {
        rows.add(java.util.Arrays.copyOf(count, width));
      }
    }
    return rows;
  }

  private static JsonNode report(
      List<ColumnSpec> columns, Map<String, List<long[]>> rows, List<String> statistics) {
    return report(columns, rows, statistics, RULE);
  }

  private static JsonNode report(
      List<ColumnSpec> columns,
      Map<String, List<long[]>> rows,
      List<String> statistics,
      ReleaseRule rule) {
    return report(columns, columns, rows, statistics, rule);
  }

  /** Returns a report with the totals of some columns. */
  private static JsonNode report(
      List<ColumnSpec> columns,
      List<ColumnSpec> declared,
      Map<String, List<long[]>> rows,
      List<String> statistics,
      ReleaseRule rule) {
    List<StatisticSpec> specs =
        statistics.stream().map(text -> StatisticSpec.parse(text, columns)).toList();
    List<GroupTotals> groups = new ArrayList<>();
    rows.forEach(
        (name, all) ->
            groups.add(
                new RowTotals(columns, all)
                    .group(name.isEmpty() ? Map.of() : Map.of("arm", name), declared, specs)));
    return JsonMapper.shared().readTree(RandomReports.json("test", groups, declared, specs, rule));
  }
}

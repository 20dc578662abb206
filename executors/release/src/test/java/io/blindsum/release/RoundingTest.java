package io.blindsum.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.blindsum.encoding.ColumnSpec;
import io.blindsum.frame.ReleaseRule;
import io.blindsum.layout.ColumnTotals;
import io.blindsum.layout.GroupTotals;
import io.blindsum.question.StatisticSpec;
import io.blindsum.release.render.CsvRenderer;
import io.blindsum.release.render.PageRenderer;
import io.blindsum.release.render.TextRenderer;
import io.blindsum.release.result.ReleasedResult;
import io.blindsum.stats.Moments;
import io.blindsum.testing.Seeds;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Counts are multiples of a base, and nothing that is printed tells more. */
class RoundingTest {
  /** What counts people, and is not computed from other figures. */
  private static final Set<String> COUNTS =
      Set.of("n", "events", "censored", "at_risk", "people", "hits", "observed", "rows");

  private static ReleaseRule rule(int base) {
    return new ReleaseRule(10, base, 3, false);
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 6, 10})
  void countsAreTheNearestMultiplesAndTheSameOnesAreHidden(int base) {
    long seed = Seeds.random("RoundingTest").nextInt(1_000_000);
    for (long i = 0; i < 60; i++) {
      Map<String, JsonNode> exact = counts(RandomReports.report(seed + i, rule(1)));
      Map<String, JsonNode> rounded = counts(RandomReports.report(seed + i, rule(base)));
      assertThat(rounded.keySet()).isEqualTo(exact.keySet());
      rounded.forEach(
          (path, now) -> {
            JsonNode before = Objects.requireNonNull(exact.get(path));
            assertThat(now.isString()).as(path).isEqualTo(before.isString());
            if (!now.isString()) {
              assertThat(now.asLong() % base).as(path).isZero();
              assertThat(2 * Math.abs(now.asLong() - before.asLong()))
                  .as(path)
                  .isLessThanOrEqualTo(path.endsWith("observed") ? 2L * base : base);
            }
          });
    }
  }

  private static Map<String, JsonNode> counts(String report) {
    Map<String, JsonNode> counts = new TreeMap<>();
    collect("", JsonMapper.shared().readTree(report), counts);
    counts.keySet().removeIf(path -> path.startsWith("/audit") || path.contains("/mean("));
    return counts;
  }

  private static void collect(String path, JsonNode node, Map<String, JsonNode> counts) {
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        collect(path + "/" + i, node.get(i), counts);
      }
    }
    node.properties()
        .forEach(
            member -> {
              String name = member.getKey();
              JsonNode value = member.getValue();
              if (value.isContainer()) {
                collect(path + "/" + name, value, counts);
              } else if (COUNTS.contains(name)
                  || path.endsWith("/counts")
                  || (name.contains("=") && path.contains("/rows"))) {
                counts.put(path + "/" + name, value);
              }
            });
  }

  @Test
  void whatFollowsIsComputedFromRoundedCounts() {
    JsonNode table =
        statistic(
            RandomReports.columns("e:int[0..1]", "d:int[0..1]"),
            new long[][] {{0, 0, 41}, {0, 1, 23}, {1, 0, 37}, {1, 1, 52}},
            "table(e,d)",
            10);
    // 40, 20, 40 and 50
    assertThat(table.get("odds_ratio").get("ratio").asDouble()).isEqualTo(50.0 * 40 / (20 * 40));
    assertThat(table.get("odds_ratio").get("log_se").asDouble())
        .isCloseTo(Math.sqrt(1.0 / 40 + 1.0 / 20 + 1.0 / 40 + 1.0 / 50), within(1e-12));
    assertThat(table.get("n").asLong()).isEqualTo(150);
  }

  @Test
  void aCurveGoesDownInRoundedSteps() {
    List<long[]> counts = new ArrayList<>();
    for (long t = 0; t < 10; t++) {
      counts.add(new long[] {t, 0, 12});
      counts.add(new long[] {t, 1, 11});
    }
    JsonNode curve =
        statistic(
            RandomReports.columns("t:month[0..9]", "e:int[0..1]"),
            counts.toArray(long[][]::new),
            "km(t,e)",
            10);
    assertThat(curve.get("n").asLong()).isEqualTo(230);
    // 11, 22, 33 events and 12, 24, 36 without one, up to each time, are 10, 20, 30 and 10, 20, 40
    double survival = (1 - 10.0 / 230) * (1 - 10.0 / 210) * (1 - 10.0 / 190);
    JsonNode third = curve.get("steps").get(2);
    assertThat(third.get("survival").asDouble()).isCloseTo(survival, within(1e-12));
    assertThat(third.get("events").asLong()).isEqualTo(10);
  }

  @Test
  void modelsKeepTheirCoefficients() {
    Random random = Seeds.random("RoundingTest");
    List<ColumnSpec> columns =
        RandomReports.columns("x:int[0..50]", "e:int[0..1]", "y:int[0..999]");
    List<long[]> rows = new ArrayList<>();
    for (int i = 0; i < 203; i++) {
      long x = random.nextInt(51);
      long e = random.nextInt(2);
      rows.add(new long[] {x, e, 100 + 3 * x + 40 * e + random.nextInt(30)});
    }
    List<String> ols = List.of("ols(y ~ x + e)");
    JsonNode exact = report(columns, rows, ols, 1).get(0).get("coefficients");
    JsonNode model = report(columns, rows, ols, 5).get(0);
    assertThat(model.get("n").asLong()).isEqualTo(205);
    assertThat(model.get("df").asLong()).isEqualTo(202);
    for (int i = 0; i < 3; i++) {
      double before = exact.get(i).get("estimate").asDouble();
      double now = model.get("coefficients").get(i).get("estimate").asDouble();
      assertThat(now).isCloseTo(before, within(Math.abs(before) * 0.03)).isNotEqualTo(before);
    }
  }

  @Test
  void aSumDoesNotTellTheNumberOfPeople() {
    Set<Set<BigDecimal>> shown = new HashSet<>();
    for (int n = 98; n <= 102; n++) {
      Set<BigDecimal> sums = new TreeSet<>();
      for (int i = 0; i < 520; i++) {
        int sum = 380 + i / 2;
        long squares = (long) sum * sum / n + (i % 2 == 0 ? 2_011 : 3_003);
        JsonNode report =
            json(
                List.of(
                    sample(new Moments(n, BigDecimal.valueOf(sum), BigDecimal.valueOf(squares)))),
                RandomReports.columns("x:int[0..99]"),
                List.of(),
                new ReleaseRule(1, 5, 3, false));
        assertThat(report.at("/groups/0/columns/x/n").asLong()).isEqualTo(100);
        sums.add(new BigDecimal(report.at("/groups/0/columns/x/sum").asString()));
      }
      // by chance some of these moments are those of two values, whose numbers are rounded
      sums.removeIf(sum -> sum.intValue() < 400 || sum.intValue() > 600 || sum.intValue() % 2 != 0);
      shown.add(sums);
    }
    assertThat(shown).hasSize(1);
  }

  private static GroupTotals sample(Moments moments) {
    return new GroupTotals(
        Map.of(), false, moments.n(), List.of(new ColumnTotals.Numbers("x", moments)), List.of());
  }

  @Test
  void everyFormatSaysSo() {
    ReleasedResult result = Samples.study(new ReleaseRule(3, 5, 3, false));
    assertThat(TextRenderer.lines(result)).last().asString().contains("multiple of 5");
    assertThat(PageRenderer.page(result, "blindsum").html())
        .contains("rounded to multiples of 5")
        .doesNotContain("are exact");
    assertThat(CsvRenderer.lines(result)).noneMatch(line -> line.endsWith(",shown"));
    assertThat(CsvRenderer.lines(result)).anyMatch(line -> line.endsWith(",rounded"));
  }

  private static JsonNode statistic(
      List<ColumnSpec> columns, long[][] counts, String statistic, int base) {
    List<long[]> rows = new ArrayList<>();
    for (long[] count : counts) {
      for (long i = 0; i < count[count.length - 1]; i++) {
        rows.add(count);
      }
    }
    return report(columns, rows, List.of(statistic), base).get(0);
  }

  /** Returns the statistics that were asked for by name, in their order. */
  private static List<JsonNode> report(
      List<ColumnSpec> columns, List<long[]> rows, List<String> statistics, int base) {
    List<StatisticSpec> specs =
        statistics.stream().map(text -> StatisticSpec.parse(text, columns)).toList();
    GroupTotals group = new RowTotals(columns, rows).group(new LinkedHashMap<>(), columns, specs);
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode one : json(List.of(group), columns, specs, rule(base)).get("statistics")) {
      if (statistics.contains(one.get("statistic").asString())) {
        found.add(one);
      }
    }
    return found;
  }

  private static JsonNode json(
      List<GroupTotals> groups,
      List<ColumnSpec> columns,
      List<StatisticSpec> specs,
      ReleaseRule rule) {
    return JsonMapper.shared().readTree(RandomReports.json("test", groups, columns, specs, rule));
  }
}

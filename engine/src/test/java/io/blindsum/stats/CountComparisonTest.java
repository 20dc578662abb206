package io.blindsum.stats;

import static io.blindsum.stats.Oracle.assertEqual;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Compares proportions, cross tables and ratios with SciPy and statsmodels. */
class CountComparisonTest {
  private static final Cohort ACTG175 = Cohort.read("actg175");
  private static final Cohort FLCHAIN = Cohort.read("flchain");

  @Test
  void estimates_proportions_with_intervals() {
    requireProportions(ACTG175.split("arms"), "cens", Oracle.of("actg175", "event_by_arm"));
    requireProportions(FLCHAIN.split("sex"), "death", Oracle.of("flchain", "death_by_sex"));
    assertThat(new Proportion(0, 20).interval().low()).isZero();
    assertThat(new Proportion(20, 20).interval().high()).isEqualTo(1);
  }

  @Test
  void tests_cross_tables() {
    requireTable(ACTG175.table("arms", "cens"), Oracle.of("actg175", "table_arms_cens"));
    requireTable(ACTG175.table("strat", "race"), Oracle.of("actg175", "table_strat_race"));
    requireTable(FLCHAIN.table("sex", "mgus"), Oracle.of("flchain", "table_sex_mgus"));
  }

  @Test
  void does_not_count_values_that_nobody_has() {
    Contingency full = new Contingency(List.of(List.of(3L, 9L), List.of(8L, 4L)));
    Contingency padded =
        new Contingency(List.of(List.of(3L, 0L, 9L), List.of(0L, 0L, 0L), List.of(8L, 0L, 4L)));
    assertThat(padded.chiSquareTest()).isEqualTo(full.chiSquareTest());
    assertThat(padded.rowTotals()).containsExactly(12L, 0L, 12L);
    assertThat(padded.columnTotals()).containsExactly(11L, 0L, 13L);
  }

  @Test
  void estimates_odds_and_risk_ratios() {
    requireRatios(
        ACTG175.twoByTwo(row -> !is(row, "arms", "0"), "cens"),
        Oracle.of("actg175", "ratios_treated_cens"));
    requireRatios(
        ACTG175.twoByTwo(row -> is(row, "symptom", "1"), "cens"),
        Oracle.of("actg175", "ratios_symptom_cens"));
  }

  @Test
  void pools_the_odds_ratios_of_strata() {
    requirePooled(
        ACTG175.split("strat").stream()
            .map(s -> s.twoByTwo(row -> !is(row, "arms", "0"), "cens"))
            .toList(),
        Oracle.of("actg175", "mantel_haenszel_treated_cens_strat"));
    requirePooled(
        FLCHAIN.split("flc_grp").stream()
            .map(s -> s.twoByTwo(row -> is(row, "sex", "M"), "death"))
            .toList(),
        Oracle.of("flchain", "mantel_haenszel_male_death_flc_grp"));
  }

  @Test
  void refuses_what_the_counts_do_not_define() {
    assertThatThrownBy(() -> new Proportion(0, 0)).isInstanceOf(UndefinedStatisticException.class);
    assertThatThrownBy(() -> new Proportion(3, 2)).isInstanceOf(IllegalArgumentException.class);
    Contingency oneColumn = new Contingency(List.of(List.of(3L, 0L), List.of(8L, 0L)));
    assertThatThrownBy(oneColumn::chiSquareTest)
        .isInstanceOf(UndefinedStatisticException.class)
        .hasMessageContaining("two columns");
    TwoByTwo noEvents = new TwoByTwo(0, 5, 3, 9);
    assertThatThrownBy(noEvents::oddsRatio)
        .isInstanceOf(UndefinedStatisticException.class)
        .hasMessageContaining("all four cells");
    assertThatThrownBy(noEvents::riskRatio).isInstanceOf(UndefinedStatisticException.class);
    assertThatThrownBy(() -> new TwoByTwo(4, 0, 3, 0).riskRatio())
        .isInstanceOf(UndefinedStatisticException.class);
    assertThatThrownBy(() -> MantelHaenszel.of(List.of(noEvents)))
        .isInstanceOf(UndefinedStatisticException.class)
        .hasMessageContaining("strata");
  }

  private static void requireProportions(List<Cohort> groups, String event, JsonNode expected) {
    for (int i = 0; i < groups.size(); i++) {
      Proportion actual =
          new Proportion(groups.get(i).where(event, "1").size(), groups.get(i).size());
      assertEqual(actual.estimate(), expected.get(i), "estimate");
      assertEqual(actual.interval(), expected.get(i));
    }
  }

  private static void requireTable(Contingency table, JsonNode expected) {
    Contingency.ChiSquareTest test = table.chiSquareTest();
    assertEqual(test.statistic(), expected, "chi2");
    assertThat(test.degreesOfFreedom()).isEqualTo(Oracle.get(expected, "df").asLong());
    assertEqual(test.p(), expected, "p");
    JsonNode cells = Oracle.get(expected, "expected");
    double smallest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < cells.size(); i++) {
      for (int j = 0; j < cells.get(i).size(); j++) {
        double cell = table.expected().get(i).get(j);
        assertEqual(cell, cells.get(i).get(j));
        smallest = Math.min(smallest, cell);
      }
    }
    assertThat(test.smallestExpected()).isEqualTo(smallest);
  }

  private static void requireRatios(TwoByTwo table, JsonNode expected) {
    requireRatio(table.oddsRatio(), Oracle.get(expected, "odds"));
    requireRatio(table.riskRatio(), Oracle.get(expected, "risk"));
  }

  private static void requireRatio(RatioEstimate actual, JsonNode expected) {
    assertEqual(actual.ratio(), expected, "ratio");
    assertEqual(actual.logStandardError(), expected, "se");
    assertEqual(actual.interval(), expected);
    assertEqual(actual.p(), expected, "p");
  }

  private static void requirePooled(List<TwoByTwo> strata, JsonNode expected) {
    MantelHaenszel actual = MantelHaenszel.of(strata);
    assertEqual(actual.oddsRatio().ratio(), expected, "ratio");
    assertEqual(actual.oddsRatio().logStandardError(), expected, "se");
    assertEqual(actual.oddsRatio().interval(), expected);
    assertEqual(actual.chiSquare(), expected, "chi2");
    assertEqual(actual.p(), expected, "p");
  }

  private static boolean is(Map<String, String> row, String column, String value) {
    return value.equals(row.get(column));
  }
}

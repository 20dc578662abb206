package io.blindsum.stats;

import static io.blindsum.stats.Oracle.assertEqual;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Compares survival curves and log-rank tests with lifelines and statsmodels. */
class SurvivalTest {
  private static final Cohort ACTG175 = Cohort.read("actg175");
  private static final Cohort FLCHAIN = Cohort.read("flchain");

  @Test
  void estimates_survival_by_day_and_by_month() {
    List<Cohort> arms = ACTG175.split("arms");
    requireCurve(arms.get(0).survival("days", "cens"), Oracle.of("actg175", "km_days_arm0"));
    for (int arm = 0; arm < arms.size(); arm++) {
      requireCurve(
          arms.get(arm).survival("month", "cens"),
          Oracle.of("actg175", "km_month_by_arm").get(arm));
    }
    List<Cohort> sexes = FLCHAIN.split("sex");
    for (int sex = 0; sex < sexes.size(); sex++) {
      requireCurve(
          sexes.get(sex).survival("month", "death"),
          Oracle.of("flchain", "km_month_by_sex").get(sex));
    }
    Cohort old = FLCHAIN.between("age", 80, 200);
    requireCurve(old.survival("month", "death"), Oracle.of("flchain", "km_month_age_80"));
  }

  @Test
  void tests_whether_groups_survive_alike() {
    requireLogRank(
        ACTG175.split("arms"), "days", "cens", Oracle.of("actg175", "log_rank_days_arms"));
    requireLogRank(
        ACTG175.split("arms"), "month", "cens", Oracle.of("actg175", "log_rank_month_arms"));
    requireLogRank(
        List.of(ACTG175.where("arms", "0"), ACTG175.where(row -> !"0".equals(row.get("arms")))),
        "month",
        "cens",
        Oracle.of("actg175", "log_rank_month_treated"));
    requireLogRank(
        FLCHAIN.split("sex"), "month", "death", Oracle.of("flchain", "log_rank_month_sex"));
    requireLogRank(
        FLCHAIN.split("flc_grp"), "month", "death", Oracle.of("flchain", "log_rank_month_flc_grp"));
  }

  /** Of lifelines, of the first and last group alone. */
  @Test
  void compares_the_groups_that_are_at_risk_when_events_happen() {
    List<SurvivalCount> first =
        List.of(
            new SurvivalCount(1, 1, 0),
            new SurvivalCount(2, 0, 1),
            new SurvivalCount(3, 1, 0),
            new SurvivalCount(4, 1, 0));
    List<SurvivalCount> gone = List.of(new SurvivalCount(0, 0, 1));
    List<SurvivalCount> last = List.of(new SurvivalCount(5, 1, 2));
    LogRank test = LogRank.of(List.of(first, gone, List.of(), last));
    assertThat(test.chiSquare()).isCloseTo(4.704529933985886, within(1e-12));
    assertThat(test.p()).isCloseTo(0.0300832276051849, within(1e-12));
    assertThat(test.degreesOfFreedom()).isEqualTo(1);
    assertThat(test.observed()).containsExactly(3L, 0L, 0L, 1L);
    assertThat(test.expected().get(1)).isZero();
  }

  @Test
  void follows_people_to_the_last() {
    KaplanMeier curve =
        KaplanMeier.of(
            List.of(
                new SurvivalCount(3, 1, 0),
                new SurvivalCount(1, 0, 1),
                new SurvivalCount(2, 1, 1),
                new SurvivalCount(9, 0, 0)));
    assertThat(curve.steps()).extracting(KaplanMeier.Step::time).containsExactly(1, 2, 3);
    assertThat(curve.steps()).extracting(KaplanMeier.Step::atRisk).containsExactly(4L, 3L, 1L);
    assertThat(curve.steps().get(0).interval()).contains(new Interval(1, 1));
    assertThat(curve.steps().get(2).survival()).isZero();
    assertThat(curve.steps().get(2).standardError()).isZero();
    assertThat(curve.steps().get(2).interval()).isEmpty();
    assertThat(curve.median()).hasValue(3);
    assertThat(curve.atRisk(0)).isEqualTo(4);
    assertThat(curve.atRisk(3)).isEqualTo(1);
    assertThat(curve.atRisk(4)).isZero();
    assertThat(KaplanMeier.of(List.of()).steps()).isEmpty();
  }

  @Test
  void refuses_what_the_counts_do_not_define() {
    assertThatThrownBy(() -> new SurvivalCount(-1, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
    List<SurvivalCount> counts = List.of(new SurvivalCount(4, 3, 5));
    assertThatThrownBy(() -> KaplanMeier.of(List.of(counts.get(0), counts.get(0))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> LogRank.of(List.of(counts)))
        .isInstanceOf(UndefinedStatisticException.class)
        .hasMessageContaining("two groups");
    assertThatThrownBy(() -> LogRank.of(List.of(counts, List.of())))
        .isInstanceOf(UndefinedStatisticException.class)
        .hasMessageContaining("at risk");
  }

  private static void requireCurve(List<SurvivalCount> counts, JsonNode expected) {
    KaplanMeier curve = KaplanMeier.of(counts);
    JsonNode median = Oracle.get(expected, "median");
    assertThat(curve.median())
        .isEqualTo(median.isNull() ? OptionalInt.empty() : OptionalInt.of(median.asInt()));
    JsonNode rows = Oracle.get(expected, "rows");
    assertThat(curve.steps()).hasSize(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      KaplanMeier.Step step = curve.steps().get(i);
      JsonNode row = rows.get(i);
      assertThat(step.time()).isEqualTo(Oracle.get(row, "time").asInt());
      assertThat(step.atRisk()).isEqualTo(Oracle.get(row, "at_risk").asLong());
      assertThat(step.events()).isEqualTo(Oracle.get(row, "events").asLong());
      assertThat(step.censored()).isEqualTo(Oracle.get(row, "censored").asLong());
      assertEqual(step.survival(), row, "survival");
      if (row.has("low")) {
        assertEqual(step.interval().orElseThrow(), row);
      }
      if (row.has("se")) {
        assertEqual(step.standardError(), row, "se");
      }
    }
  }

  private static void requireLogRank(
      List<Cohort> groups, String time, String event, JsonNode expected) {
    LogRank actual = LogRank.of(groups.stream().map(g -> g.survival(time, event)).toList());
    assertEqual(actual.chiSquare(), expected, "chi2");
    assertThat(actual.degreesOfFreedom()).isEqualTo(Oracle.get(expected, "df").asInt());
    assertEqual(actual.p(), expected, "p");
    long events = groups.stream().mapToLong(g -> g.where(event, "1").size()).sum();
    assertThat(actual.observed().stream().mapToLong(Long::longValue).sum()).isEqualTo(events);
    assertThat(actual.expected()).hasSize(groups.size());
  }
}

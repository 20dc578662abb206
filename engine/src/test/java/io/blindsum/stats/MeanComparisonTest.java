package io.blindsum.stats;

import static io.blindsum.stats.Oracle.assertEqual;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Compares means, their intervals and the tests between them with SciPy. */
class MeanComparisonTest {
  private static final Cohort ACTG175 = Cohort.read("actg175");
  private static final Cohort DIABETES = Cohort.read("diabetes");

  @Test
  void estimates_means_with_intervals() {
    List<Cohort> arms = ACTG175.split("arms");
    for (int arm = 0; arm < arms.size(); arm++) {
      requireMean(arms.get(arm), "cd40", Oracle.of("actg175", "cd40_by_arm").get(arm));
    }
    requireMean(ACTG175, "wtkg", Oracle.of("actg175", "wtkg"));
    requireMean(DIABETES, "bmi", Oracle.of("diabetes", "bmi"));
  }

  @Test
  void compares_two_means_of_different_variance() {
    List<Cohort> arms = ACTG175.split("arms");
    requireDifference(arms.get(0), arms.get(1), "cd420", "actg175", "welch_cd420_arm0_arm1");
    requireDifference(arms.get(2), arms.get(3), "age", "actg175", "welch_age_arm2_arm3");
    List<Cohort> sexes = DIABETES.split("sex");
    requireDifference(
        sexes.get(0), sexes.get(1), "progression", "diabetes", "welch_progression_sex");
  }

  @Test
  void analyses_the_variance_of_groups() {
    requireAnova(ACTG175.split("arms"), "cd420", Oracle.of("actg175", "anova_cd420_arms"));
    requireAnova(ACTG175.split("arms"), "age", Oracle.of("actg175", "anova_age_arms"));
    requireAnova(
        Cohort.read("flchain").split("flc_grp"),
        "kappa",
        Oracle.of("flchain", "anova_kappa_flc_grp"));
  }

  @Test
  void does_not_count_a_group_without_values() {
    Moments none = Moments.ofConstant(0, BigDecimal.ZERO);
    Moments one = new Moments(3, new BigDecimal(6), new BigDecimal(14));
    Moments other = new Moments(3, new BigDecimal(9), new BigDecimal(29));
    assertThat(OneWayAnova.of(List.of(one, none, other)))
        .isEqualTo(OneWayAnova.of(List.of(one, other)));
  }

  @Test
  void refuses_what_the_values_do_not_define() {
    Moments one = Moments.ofConstant(1, BigDecimal.ONE);
    Moments constant = Moments.ofConstant(5, BigDecimal.TEN);
    assertThatThrownBy(() -> MeanEstimate.of(one))
        .isInstanceOf(UndefinedStatisticException.class)
        .hasMessageContaining("two values");
    assertThatThrownBy(() -> MeanDifference.of(one, constant))
        .isInstanceOf(UndefinedStatisticException.class);
    assertThatThrownBy(() -> MeanDifference.of(constant, constant))
        .isInstanceOf(UndefinedStatisticException.class)
        .hasMessageContaining("vary");
    assertThatThrownBy(() -> OneWayAnova.of(List.of(constant)))
        .isInstanceOf(UndefinedStatisticException.class)
        .hasMessageContaining("two groups");
    assertThatThrownBy(() -> OneWayAnova.of(List.of(constant, constant)))
        .isInstanceOf(UndefinedStatisticException.class)
        .hasMessageContaining("vary");
  }

  @Test
  void has_the_quantiles_of_the_tables() {
    // t(0.975) as tables print it: E. S. Pearson, H. O. Hartley, "Biometrika Tables", table 12
    assertThat(Quantiles.student(1)).isCloseTo(12.706, within(0.0005));
    assertThat(Quantiles.student(10)).isCloseTo(2.228, within(0.0005));
    assertThat(Quantiles.student(120)).isCloseTo(1.980, within(0.0005));
    assertThat(Quantiles.student(1e7)).isCloseTo(Quantiles.NORMAL, within(1e-6));
    for (double df : new double[] {1, 2.5, 30, 999, 1001, 1e5, 1e9}) {
      assertThat(Tails.student(Quantiles.student(df), df)).isCloseTo(0.05, within(1e-14));
    }
  }

  private static void requireMean(Cohort cohort, String column, JsonNode expected) {
    MeanEstimate mean = MeanEstimate.of(cohort.moments(column));
    assertEqual(mean.mean(), expected, "mean");
    assertEqual(mean.standardError(), expected, "se");
    assertEqual(mean.interval(), expected);
  }

  private static void requireDifference(
      Cohort first, Cohort second, String column, String dataset, String statistic) {
    JsonNode expected = Oracle.of(dataset, statistic);
    MeanDifference actual = MeanDifference.of(first.moments(column), second.moments(column));
    assertEqual(actual.t(), expected, "t");
    assertEqual(actual.degreesOfFreedom(), expected, "df");
    assertEqual(actual.p(), expected, "p");
    assertEqual(actual.interval(), expected);
  }

  private static void requireAnova(List<Cohort> groups, String column, JsonNode expected) {
    OneWayAnova actual = OneWayAnova.of(groups.stream().map(g -> g.moments(column)).toList());
    assertEqual(actual.f(), expected, "f");
    assertEqual(actual.p(), expected, "p");
  }
}

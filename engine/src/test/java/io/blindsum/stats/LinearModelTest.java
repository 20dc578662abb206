package io.blindsum.stats;

import static io.blindsum.stats.Oracle.assertEqual;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Compares correlations and regressions with SciPy, statsmodels and mpmath. */
class LinearModelTest {
  private static final Cohort ACTG175 = Cohort.read("actg175");
  private static final Cohort DIABETES = Cohort.read("diabetes");
  private static final Cohort MEASURED = Cohort.read("flchain").complete("creatinine");

  @Test
  void correlates_two_variables() {
    requireCorrelation(ACTG175, "cd40", "cd420", Oracle.of("actg175", "correlation_cd40_cd420"));
    requireCorrelation(ACTG175, "age", "cd80", Oracle.of("actg175", "correlation_age_cd80"));
    requireCorrelation(
        DIABETES, "bmi", "progression", Oracle.of("diabetes", "correlation_bmi_progression"));
    requireCorrelation(
        DIABETES, "hdl", "progression", Oracle.of("diabetes", "correlation_hdl_progression"));
  }

  @Test
  void fits_the_classic_of_regression() {
    requireModel(
        DIABETES,
        Oracle.of("diabetes", "ols_progression"),
        "progression",
        "age",
        "sex",
        "bmi",
        "bp",
        "tc",
        "ldl",
        "hdl",
        "tch",
        "ltg",
        "glu");
    requireModel(DIABETES, Oracle.of("diabetes", "ols_bmi"), "progression", "bmi");
  }

  @Test
  void fits_trial_and_population_data() {
    requireModel(
        ACTG175, Oracle.of("actg175", "ols_cd420"), "cd420", "age", "wtkg", "cd40", "cd80");
    requireModel(MEASURED, Oracle.of("flchain", "ols_kappa"), "kappa", "age", "creatinine");
    requireModel(
        MEASURED, Oracle.of("flchain", "ols_lambda"), "lambda", "age", "kappa", "creatinine");
  }

  @Test
  void refuses_predictors_that_depend_on_each_other() {
    CrossMoments moments =
        moments(
            new String[] {"x", "twice", "constant", "y"},
            new int[][] {{1, 2, 5, 3}, {2, 4, 5, 1}, {4, 8, 5, 7}, {7, 14, 5, 2}, {9, 18, 5, 6}});
    assertThatThrownBy(() -> LinearModel.fit(moments, "y", List.of("x", "twice")))
        .isInstanceOf(UndefinedStatisticException.class)
        .hasMessageStartingWith("'twice' is constant or a combination");
    assertThatThrownBy(() -> LinearModel.fit(moments, "y", List.of("constant", "x")))
        .isInstanceOf(UndefinedStatisticException.class)
        .hasMessageStartingWith("'constant' is constant or a combination");
    assertThatThrownBy(() -> LinearModel.fit(moments, "constant", List.of("x")))
        .isInstanceOf(UndefinedStatisticException.class)
        .hasMessageContaining("'constant' is constant");
    assertThatThrownBy(() -> LinearModel.fit(moments, "twice", List.of("x")))
        .isInstanceOf(UndefinedStatisticException.class)
        .hasMessageContaining("exactly");
    assertThatThrownBy(() -> Correlation.of(moments, "x", "constant"))
        .isInstanceOf(UndefinedStatisticException.class)
        .hasMessageContaining("'constant' is constant");
    assertThat(Correlation.of(moments, "x", "twice").coefficient()).isEqualTo(1);
    assertThat(Correlation.of(moments, "x", "twice").p()).isZero();
  }

  @Test
  void refuses_too_few_people() {
    CrossMoments moments = moments(new String[] {"x", "y"}, new int[][] {{1, 2}, {2, 5}});
    assertThatThrownBy(() -> LinearModel.fit(moments, "y", List.of("x")))
        .isInstanceOf(UndefinedStatisticException.class)
        .hasMessageContaining("more people than coefficients");
    assertThatThrownBy(() -> LinearModel.fit(moments, "y", List.of()))
        .isInstanceOf(UndefinedStatisticException.class);
    assertThatThrownBy(() -> Correlation.of(moments, "x", "y"))
        .isInstanceOf(UndefinedStatisticException.class);
    assertThatThrownBy(() -> moments.index("z"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'z'");
  }

  private static void requireCorrelation(
      Cohort cohort, String first, String second, JsonNode expected) {
    Correlation actual = Correlation.of(cohort.crossMoments(first, second), first, second);
    assertThat(actual.n()).isEqualTo(Oracle.get(expected, "n").asLong());
    assertEqual(actual.covariance(), expected, "covariance");
    assertEqual(actual.coefficient(), expected, "r");
    assertEqual(actual.p(), expected, "p");
    assertEqual(actual.interval(), expected);
  }

  private static void requireModel(
      Cohort cohort, JsonNode expected, String response, String... predictors) {
    String[] variables = Arrays.copyOf(predictors, predictors.length + 1);
    variables[predictors.length] = response;
    LinearModel actual =
        LinearModel.fit(cohort.crossMoments(variables), response, List.of(predictors));
    assertThat(actual.n()).isEqualTo(Oracle.get(expected, "n").asLong());
    assertEqual(actual.rSquared(), expected, "r2");
    assertEqual(actual.adjustedRSquared(), expected, "adjusted_r2");
    assertEqual(actual.f(), expected, "f");
    assertEqual(actual.p(), expected, "f_p");
    assertEqual(actual.residualStandardError(), expected, "residual_se");
    JsonNode coefficients = Oracle.get(expected, "coefficients");
    assertThat(actual.coefficients()).hasSize(coefficients.size());
    for (int i = 0; i < coefficients.size(); i++) {
      LinearModel.Coefficient coefficient = actual.coefficients().get(i);
      JsonNode exact = Oracle.get(coefficients.get(i), "exact");
      assertThat(coefficient.name()).isEqualTo(Oracle.get(coefficients.get(i), "name").asString());
      assertEqual(coefficient.estimate(), exact, "estimate");
      assertEqual(coefficient.standardError(), exact, "se");
      assertEqual(coefficient.t(), exact, "t");
      assertEqual(coefficient.p(), exact, "p");
      assertEqual(coefficient.interval(), coefficients.get(i));
    }
  }

  private static CrossMoments moments(String[] names, int[][] rows) {
    List<BigDecimal> sums = new ArrayList<>();
    List<List<BigDecimal>> products = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      List<BigDecimal> line = new ArrayList<>();
      long sum = 0;
      for (int[] row : rows) {
        sum += row[i];
      }
      sums.add(BigDecimal.valueOf(sum));
      for (int j = 0; j <= i; j++) {
        long product = 0;
        for (int[] row : rows) {
          product += (long) row[i] * row[j];
        }
        line.add(BigDecimal.valueOf(product));
      }
      products.add(line);
    }
    return new CrossMoments(List.of(names), rows.length, sums, products);
  }
}

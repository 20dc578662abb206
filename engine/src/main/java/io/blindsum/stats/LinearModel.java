package io.blindsum.stats;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * Ordinary least squares with an intercept, from the sums of products alone. The normal equations
 * are solved exactly (G. A. F. Seber, A. J. Lee, "Linear Regression Analysis", 2003, chapter 3),
 * and each result is rounded once.
 *
 * @param response y
 * @param n people with a value of each variable
 * @param coefficients the intercept first, then those of the predictors
 * @param degreesOfFreedom n less the coefficients
 * @param residualStandardError the root of the residual sum of squares over its degrees of freedom
 * @param rSquared the part of the variation that is explained
 * @param adjustedRSquared the same for the mean squares
 * @param f of the test of all predictors at once
 * @param p of an f at least as large
 */
public record LinearModel(
    String response,
    long n,
    List<Coefficient> coefficients,
    long degreesOfFreedom,
    double residualStandardError,
    double rSquared,
    double adjustedRSquared,
    double f,
    double p) {
  /** The name of the intercept among the coefficients. */
  public static final String INTERCEPT = "(intercept)";

  /**
   * One coefficient.
   *
   * @param name of the predictor
   * @param estimate of the coefficient
   * @param standardError of the estimate
   * @param t their ratio
   * @param p two-sided
   * @param interval of the coefficient
   */
  public record Coefficient(
      String name, double estimate, double standardError, double t, double p, Interval interval) {}

  /** Keeps the coefficients. */
  public LinearModel {
    coefficients = List.copyOf(coefficients);
  }

  /**
   * Fits {@code response ~ 1 + predictors}.
   *
   * @param moments of at least these variables
   * @throws UndefinedStatisticException if there are not more people than coefficients, a predictor
   *     is constant or a combination of others, or nothing is left to explain or unexplained
   */
  public static LinearModel fit(CrossMoments moments, String response, List<String> predictors) {
    long degrees = moments.n() - predictors.size() - 1;
    if (predictors.isEmpty() || degrees < 1) {
      throw new UndefinedStatisticException(
          "a regression needs a predictor, and more people than coefficients");
    }
    BigFraction variation = moments.moments(moments.index(response)).squaredDeviations();
    if (variation.equals(BigFraction.ZERO)) {
      throw new UndefinedStatisticException(
          "a regression needs a response that varies; '" + response + "' is constant");
    }
    NormalEquations solution = NormalEquations.solve(moments, response, predictors);
    // rounded moments can leave less than nothing
    if (solution.residual().compareTo(BigFraction.ZERO) <= 0
        || solution.inverseDiagonal().stream().anyMatch(d -> d.compareTo(BigFraction.ZERO) <= 0)) {
      throw new UndefinedStatisticException(
          "the predictors give '" + response + "' exactly; a regression has nothing to estimate");
    }
    BigFraction meanSquare = solution.residual().divide(degrees);
    BigFraction unexplained = solution.residual().divide(variation);
    BigFraction explained = variation.subtract(solution.residual());
    double f = ExactRounding.value(explained.divide(predictors.size()).divide(meanSquare));
    return new LinearModel(
        response,
        moments.n(),
        coefficients(predictors, solution, meanSquare, degrees),
        degrees,
        ExactRounding.sqrt(meanSquare),
        ExactRounding.value(BigFraction.ONE.subtract(unexplained)),
        ExactRounding.value(
            BigFraction.ONE.subtract(unexplained.multiply(moments.n() - 1).divide(degrees))),
        f,
        Tails.fisher(f, predictors.size(), degrees));
  }

  private static List<Coefficient> coefficients(
      List<String> predictors, NormalEquations solution, BigFraction meanSquare, long degrees) {
    double quantile = Quantiles.student((double) degrees);
    List<Coefficient> coefficients = new ArrayList<>();
    for (int i = 0; i <= predictors.size(); i++) {
      BigFraction estimate = solution.estimates().get(i);
      BigFraction squaredError = solution.inverseDiagonal().get(i).multiply(meanSquare);
      double value = ExactRounding.value(estimate);
      double standardError = ExactRounding.sqrt(squaredError);
      double t = SignedRoot.of(estimate, squaredError);
      coefficients.add(
          new Coefficient(
              i == 0 ? INTERCEPT : predictors.get(i - 1),
              value,
              standardError,
              t,
              Tails.student(t, (double) degrees),
              Interval.around(value, quantile * standardError)));
    }
    return coefficients;
  }
}

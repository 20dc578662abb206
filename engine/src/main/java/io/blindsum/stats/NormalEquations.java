package io.blindsum.stats;

import io.blindsum.stats.ExactSolver.SingularException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * The exact solution of {@code X'X b = X'y}, where the first column of X is 1.
 *
 * @param estimates b, the intercept first
 * @param inverseDiagonal of {@code (X'X)^-1}
 * @param residual {@code y'y - b'X'y}
 */
record NormalEquations(
    List<BigFraction> estimates, List<BigFraction> inverseDiagonal, BigFraction residual) {

  static NormalEquations solve(CrossMoments moments, String response, List<String> predictors) {
    BigInteger[][] sums = integers(moments, response, predictors);
    int size = predictors.size() + 1;
    BigInteger[][] rows = new BigInteger[size][2 * size + 1];
    for (int i = 0; i < size; i++) {
      System.arraycopy(sums[i], 0, rows[i], 0, size + 1);
      for (int j = 0; j < size; j++) {
        rows[i][size + 1 + j] = i == j ? BigInteger.ONE : BigInteger.ZERO;
      }
    }
    BigInteger determinant;
    try {
      determinant = ExactSolver.solve(rows);
    } catch (SingularException e) {
      throw new UndefinedStatisticException(
          "'%s' is constant or a combination of the predictors before it; leave it out"
              .formatted(predictors.get(e.unknown() - 1)));
    }
    BigInteger unit = BigInteger.TEN.pow(scale(moments));
    List<BigFraction> estimates = new ArrayList<>();
    List<BigFraction> inverse = new ArrayList<>();
    BigFraction residual = new BigFraction(sums[size][size]);
    for (int i = 0; i < size; i++) {
      BigFraction estimate = new BigFraction(rows[i][size], determinant);
      estimates.add(estimate);
      inverse.add(new BigFraction(rows[i][size + 1 + i].multiply(unit), determinant));
      residual = residual.subtract(estimate.multiply(sums[i][size]));
    }
    return new NormalEquations(estimates, inverse, residual.divide(unit));
  }

  /** Returns the sums of products of 1, the predictors and the response, all times 10^scale. */
  private static BigInteger[][] integers(
      CrossMoments moments, String response, List<String> predictors) {
    List<Integer> variables = new ArrayList<>();
    predictors.forEach(name -> variables.add(moments.index(name)));
    variables.add(moments.index(response));
    int size = variables.size() + 1;
    int scale = scale(moments);
    BigInteger[][] sums = new BigInteger[size][size];
    sums[0][0] = scaled(BigDecimal.valueOf(moments.n()), scale);
    for (int i = 1; i < size; i++) {
      int variable = variables.get(i - 1);
      sums[0][i] = scaled(moments.sums().get(variable), scale);
      sums[i][0] = sums[0][i];
      for (int j = 1; j < size; j++) {
        sums[i][j] = scaled(moments.product(variable, variables.get(j - 1)), scale);
      }
    }
    return sums;
  }

  /** Returns the decimals that make every sum an integer. */
  private static int scale(CrossMoments moments) {
    int scale = moments.sums().stream().mapToInt(BigDecimal::scale).max().orElse(0);
    for (List<BigDecimal> row : moments.products()) {
      scale = Math.max(scale, row.stream().mapToInt(BigDecimal::scale).max().orElse(0));
    }
    return Math.max(0, scale);
  }

  private static BigInteger scaled(BigDecimal value, int scale) {
    return value.setScale(scale).unscaledValue();
  }
}

package io.blindsum.question;

import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.SpecificationException;
import io.blindsum.stats.CrossMoments;
import io.blindsum.stats.LinearModel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A linear model with an intercept.
 *
 * @param response a numeric column
 * @param predictors at least one and at most 50 other numeric columns
 */
public record RegressionSpec(ColumnSpec response, List<ColumnSpec> predictors)
    implements StatisticSpec.OfProducts {
  private static final int MAX_PREDICTORS = 50;

  /** Checks the columns. */
  public RegressionSpec {
    predictors = List.copyOf(predictors);
    if (predictors.isEmpty() || predictors.size() > MAX_PREDICTORS) {
      throw new SpecificationException(
          "ols with " + predictors.size() + " predictors: 1 to " + MAX_PREDICTORS + " expected");
    }
    requireDifferentNumbers(columns(response, predictors));
  }

  @Override
  public List<ColumnSpec> columns() {
    return columns(response, predictors);
  }

  /**
   * Returns the model that has these moments.
   *
   * @throws io.blindsum.stats.UndefinedStatisticException if they define none
   */
  public LinearModel model(CrossMoments moments) {
    return LinearModel.fit(
        moments, response.name(), predictors.stream().map(ColumnSpec::name).toList());
  }

  @Override
  public String toString() {
    String sum = predictors.stream().map(ColumnSpec::name).collect(Collectors.joining(" + "));
    return "ols(" + response.name() + " ~ " + sum + ")";
  }

  static void requireDifferentNumbers(List<ColumnSpec> columns) {
    for (int i = 0; i < columns.size(); i++) {
      ColumnSpec column = columns.get(i);
      if (column.type().numbers().isEmpty()) {
        throw new SpecificationException(
            "'" + column.name() + "' is a category; products need numbers, such as int[0..1]");
      }
      if (columns.indexOf(column) < i) {
        throw new SpecificationException(
            "'" + column.name() + "' occurs twice in one statistic; name each column once");
      }
    }
  }

  private static List<ColumnSpec> columns(ColumnSpec response, List<ColumnSpec> predictors) {
    List<ColumnSpec> columns = new ArrayList<>(predictors);
    columns.add(response);
    return List.copyOf(columns);
  }
}

package io.blindsum.question;

import io.blindsum.encoding.ColumnSpec;
import io.blindsum.stats.Correlation;
import io.blindsum.stats.CrossMoments;
import java.util.List;

/**
 * How two numeric columns vary together.
 *
 * @param first a numeric column
 * @param second another one
 */
public record CorrelationSpec(ColumnSpec first, ColumnSpec second)
    implements StatisticSpec.OfProducts {
  /** Checks the columns. */
  public CorrelationSpec {
    RegressionSpec.requireDifferentNumbers(List.of(first, second));
  }

  @Override
  public List<ColumnSpec> columns() {
    return List.of(first, second);
  }

  /**
   * Returns the correlation that has these moments.
   *
   * @throws io.blindsum.stats.UndefinedStatisticException if they define none
   */
  public Correlation correlation(CrossMoments moments) {
    return Correlation.of(moments, first.name(), second.name());
  }

  @Override
  public String toString() {
    return "corr(" + first.name() + "," + second.name() + ")";
  }
}

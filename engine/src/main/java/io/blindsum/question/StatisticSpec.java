package io.blindsum.question;

import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.SpecificationException;
import java.util.List;

/**
 * A statistic of several columns, or of the bins of one, for which each group has more slots.
 *
 * <p>Written {@code hist(sbp,10)}, {@code table(sex,smoking)}, {@code km(month,death)}, {@code
 * corr(age,sbp)} or {@code ols(sbp ~ age + hba1c)}; {@link Object#toString} gives that form back.
 */
public sealed interface StatisticSpec {
  /**
   * Parses a statistic of declared columns.
   *
   * @throws SpecificationException with what is wrong and how to write it
   */
  static StatisticSpec parse(String text, List<ColumnSpec> declared) {
    return new StatisticParser(declared).parse(text);
  }

  /** Returns the columns that a row must have a value of to count. */
  List<ColumnSpec> columns();

  /** Counts the rows of each combination of some groupings. */
  sealed interface OfCells extends StatisticSpec
      permits HistogramSpec, TableSpec, SurvivalSpec, RateSpec {
    /** Returns the groupings; in the order of the cells the last varies fastest. */
    List<GroupColumn> dimensions();

    @Override
    default List<ColumnSpec> columns() {
      return dimensions().stream().map(GroupColumn::column).toList();
    }
  }

  /** Adds up the products of each two of some numeric columns. */
  sealed interface OfProducts extends StatisticSpec permits CorrelationSpec, RegressionSpec {}
}

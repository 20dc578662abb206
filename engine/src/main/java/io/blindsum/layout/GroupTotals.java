package io.blindsum.layout;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The exact totals of one group.
 *
 * @param group the value of each column of the group-by, in its order
 * @param isMissing whether its rows lack a value of some of these columns
 * @param rows how many rows the group has; of a weighted sum, the sum of their weights
 * @param columns the totals of each declared column, in their order
 * @param statistics the totals of each statistic, in their order
 */
public record GroupTotals(
    Map<String, String> group,
    boolean isMissing,
    long rows,
    List<ColumnTotals> columns,
    List<StatisticTotals> statistics) {
  /** Keeps the order of the columns. */
  public GroupTotals {
    group = Collections.unmodifiableMap(new LinkedHashMap<>(group));
    columns = List.copyOf(columns);
    statistics = List.copyOf(statistics);
  }
}

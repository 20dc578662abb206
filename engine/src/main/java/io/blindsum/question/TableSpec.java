package io.blindsum.question;

import io.blindsum.stats.Contingency;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How many rows have each combination of the values of two columns.
 *
 * @param rows of the table
 * @param columnGroups its columns
 */
public record TableSpec(GroupColumn rows, GroupColumn columnGroups)
    implements StatisticSpec.OfCells {
  @Override
  public List<GroupColumn> dimensions() {
    return List.of(rows, columnGroups);
  }

  /** Returns the cross table that has these counts. */
  public Contingency table(List<Long> counts) {
    int width = columnGroups.size();
    List<List<Long>> table = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      table.add(counts.subList(i * width, (i + 1) * width));
    }
    return new Contingency(table);
  }

  /** Returns the names of a grouping's values. */
  public static List<String> labels(GroupColumn groups) {
    return IntStream.range(0, groups.size()).mapToObj(groups::label).toList();
  }

  @Override
  public String toString() {
    return "table(" + rows + "," + columnGroups + ")";
  }
}

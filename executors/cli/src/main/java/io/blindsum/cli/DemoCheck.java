package io.blindsum.cli;

import io.blindsum.cohort.CohortSource;
import io.blindsum.cohort.CsvSource;
import io.blindsum.encoding.ColumnTotals;
import io.blindsum.encoding.GroupTotals;
import io.blindsum.stats.Moments;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How many decrypted numbers were compared with those computed in clear.
 *
 * @param numbers how many were compared
 * @param equal how many were equal to the last bit
 */
record DemoCheck(int numbers, int equal) {

  /** Compares every number of every group with the same computed from the files in clear. */
  static DemoCheck of(
      List<GroupTotals> groups, String groupColumn, List<String> names, List<Path> files) {
    PlainTotals plain = new PlainTotals(groupColumn, names);
    for (Path file : files) {
      try (CohortSource source = CsvSource.open(file)) {
        plain.add(source);
      }
    }
    List<Boolean> results = new ArrayList<>();
    for (GroupTotals group : groups) {
      String name = String.valueOf(group.group().get(groupColumn));
      results.add(group.rows() == plain.rows(name));
      for (ColumnTotals column : group.columns()) {
        Moments moments = ((ColumnTotals.Numbers) column).moments();
        results.add(column.n() == plain.n(name, column.name()));
        results.add(moments.sum().compareTo(plain.sum(name, column.name())) == 0);
        results.add(moments.mean().orElse(0) == plain.mean(name, column.name()));
        results.add(moments.standardDeviation().orElse(0) == plain.sd(name, column.name()));
      }
    }
    return new DemoCheck(results.size(), (int) results.stream().filter(equal -> equal).count());
  }

  boolean isGood() {
    return numbers == equal;
  }
}

package io.blindsum.release.rule;

import io.blindsum.question.BandGroups;
import io.blindsum.question.ExactGroups;
import io.blindsum.question.GroupColumn;
import java.util.List;
import java.util.function.LongToIntFunction;
import java.util.stream.LongStream;

/**
 * A way to group the values of a column.
 *
 * @param cuts encoded values at which a group may begin or end
 * @param ordinal the group of an encoded value, or -1
 */
record Grouping(List<Long> cuts, LongToIntFunction ordinal) {
  static Grouping of(GroupColumn groups) {
    LongStream cuts =
        groups instanceof ExactGroups exact
            ? values(exact).flatMap(value -> LongStream.of(value, value + 1))
            : LongStream.range(0, groups.size()).map(i -> start((BandGroups) groups, (int) i));
    return new Grouping(cuts.boxed().toList(), groups::ordinal);
  }

  /** Returns a group for each of some encoded values. */
  static Grouping of(List<Long> values) {
    return new Grouping(
        values.stream().flatMap(value -> List.of(value, value + 1).stream()).toList(),
        values::indexOf);
  }

  private static LongStream values(ExactGroups exact) {
    return LongStream.range(0, exact.size()).map(i -> exact.value((int) i));
  }

  /** Returns the first encoded value of a band. */
  private static long start(BandGroups bands, int ordinal) {
    long low = 0;
    long high = bands.column().type().maxEncoded();
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (bands.ordinal(middle) < ordinal) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

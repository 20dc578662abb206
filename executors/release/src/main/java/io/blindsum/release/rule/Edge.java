package io.blindsum.release.rule;

import io.blindsum.question.GroupColumn;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A statistic of two columns.
 *
 * @param of what it was asked for as
 * @param dimensions its two groupings
 * @param cells the places of its counts, the second grouping varying fastest
 * @param n the place of its number of people
 */
record Edge(String of, List<GroupColumn> dimensions, List<Integer> cells, int n) {
  List<Integer> in(int axis, int group) {
    int width = dimensions.get(1).size();
    return IntStream.range(0, cells.size())
        .filter(i -> (axis == 0 ? i / width : i % width) == group)
        .mapToObj(cells::get)
        .toList();
  }

  String column(int axis) {
    return dimensions.get(axis).column().name();
  }
}

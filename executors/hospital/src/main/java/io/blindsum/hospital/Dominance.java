package io.blindsum.hospital;

import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.NumberType;
import io.blindsum.layout.RowBuffer;
import io.blindsum.layout.RowCells;
import io.blindsum.layout.Slot;
import io.blindsum.layout.Slot.Content;
import io.blindsum.layout.SlotLayout;
import io.blindsum.question.StatisticSpec;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much of each sum of an answer is of one row: of the sums of columns, and of those of a
 * correlation or linear model, in each group and each lane. Magnitudes count, whatever the signs.
 */
final class Dominance {
  private final RowCells cells;
  private final int slots;
  private final int batchRows;
  // of each slot with a sum: what is added to its encoded values
  private final Map<Integer, Long> lowest = new HashMap<>();
  // by cell, of each lane
  private final List<Map<Integer, Contributions>> lanes = new ArrayList<>();
  private long rows;

  /**
   * Starts to look at the rows of an answer.
   *
   * @param batchRows the rows of a batch, each of which fills the lanes from the first one
   */
  Dominance(SlotLayout layout, int batchRows) {
    this.cells = RowCells.of(layout);
    this.slots = layout.slots().size();
    this.batchRows = batchRows;
    Map<String, List<ColumnSpec>> columns = new HashMap<>();
    layout.columns().forEach(column -> columns.put(column.name(), List.of(column)));
    for (StatisticSpec statistic : layout.statistics()) {
      columns.put(statistic.toString(), statistic.columns());
    }
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < slots; i++) {
      Slot slot = layout.slots().get(i);
      if (slot.content() == Content.SUM) {
        int place = seen.merge(slot.column(), 1, Integer::sum) - 1;
        ColumnSpec column = columns.getOrDefault(slot.column(), List.of()).get(place);
        lowest.put(i, column.type().numbers().map(NumberType::lowest).orElseThrow());
      }
    }
    for (int lane = 0; lane < layout.lanes(); lane++) {
      lanes.add(new HashMap<>());
    }
  }

  /** Looks at a row. */
  void see(RowBuffer row) {
    Map<Integer, Contributions> lane = lanes.get((int) (rows % batchRows % lanes.size()));
    cells.visitSums(
        row,
        (cell, encoded) ->
            lane.computeIfAbsent(cell, c -> new Contributions())
                .add(Math.abs(encoded + lowest.getOrDefault(cell % slots, 0L))));
    rows++;
  }

  /**
   * Tells whether no row is more than so much of a sum.
   *
   * @param percent from 1 up
   * @param overGroups whether only the sums over all groups and lanes are told
   */
  boolean isWithin(int percent, boolean overGroups) {
    if (!overGroups) {
      return lanes.stream()
          .flatMap(lane -> lane.values().stream())
          .allMatch(sum -> sum.isWithin(percent));
    }
    Map<Integer, Contributions> sums = new HashMap<>();
    for (Map<Integer, Contributions> lane : lanes) {
      lane.forEach((cell, sum) -> sums.merge(cell % slots, sum, Contributions::and));
    }
    return sums.values().stream().allMatch(sum -> sum.isWithin(percent));
  }

  /** What rows add to one sum. */
  private static final class Contributions {
    private long largest;
    // of all, in 128 bits
    private long high;
    private long low;

    private void add(long one) {
      largest = Math.max(largest, one);
      low += one;
      if (Long.compareUnsigned(low, one) < 0) {
        high++;
      }
    }

    private BigInteger all() {
      BigInteger bits = BigInteger.valueOf(low);
      return BigInteger.valueOf(high + (low < 0 ? 1 : 0)).shiftLeft(Long.SIZE).add(bits);
    }

    private Contributions and(Contributions other) {
      Contributions both = new Contributions();
      both.largest = Math.max(largest, other.largest);
      both.low = low + other.low;
      both.high = high + other.high + (Long.compareUnsigned(both.low, low) < 0 ? 1 : 0);
      return both;
    }

    private boolean isWithin(int percent) {
      BigInteger part = BigInteger.valueOf(largest).multiply(BigInteger.valueOf(100));
      return part.compareTo(all().multiply(BigInteger.valueOf(percent))) <= 0;
    }
  }
}

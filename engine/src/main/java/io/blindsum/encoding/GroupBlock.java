package io.blindsum.encoding;

import io.blindsum.encoding.Slot.Content;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The slots of one group: its number of rows, then those of each column. */
final class GroupBlock {
  private static final int DERIVED = -1;

  private final List<Slot> slots = new ArrayList<>();
  private final int[] firstSlots;

  private GroupBlock(int columns) {
    firstSlots = new int[columns];
    Arrays.fill(firstSlots, DERIVED);
  }

  static GroupBlock of(List<ColumnSpec> columns, GroupBy groupBy, long maxRows) {
    GroupBlock block = new GroupBlock(columns.size());
    block.slots.add(Slot.of("", Content.ROWS, BigInteger.ONE, maxRows));
    for (int i = 0; i < columns.size(); i++) {
      if (!isDerived(columns.get(i), groupBy)) {
        block.firstSlots[i] = block.slots.size();
        block.add(columns.get(i), maxRows);
      }
    }
    return block;
  }

  /** Returns the slots, that of the rows first. */
  List<Slot> slots() {
    return List.copyOf(slots);
  }

  /** Tells whether the groups determine a column's values, so that it has no slots. */
  boolean isDerived(int column) {
    return firstSlots[column] == DERIVED;
  }

  /** Returns the index of a column's first slot, that of {@link Content#VALUES}. */
  int firstSlot(int column) {
    return firstSlots[column];
  }

  private void add(ColumnSpec column, long maxRows) {
    String name = column.name();
    slots.add(Slot.of(name, Content.VALUES, BigInteger.ONE, maxRows));
    if (column.type() instanceof CategoryType categories) {
      for (int i = 0; i < categories.labels().size(); i++) {
        slots.add(Slot.of(name, Content.CATEGORY, BigInteger.ONE, maxRows));
      }
    } else {
      BigInteger bound = BigInteger.valueOf(column.type().maxEncoded());
      slots.add(Slot.of(name, Content.SUM, bound, maxRows));
      slots.add(Slot.of(name, Content.SUM_OF_SQUARES, bound.multiply(bound), maxRows));
    }
  }

  private static boolean isDerived(ColumnSpec column, GroupBy groupBy) {
    return groupBy.columns().stream()
        .anyMatch(group -> group instanceof ExactGroups && group.column().equals(column));
  }
}

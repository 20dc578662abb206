package io.blindsum.layout;

import io.blindsum.encoding.ColumnSpec;
import io.blindsum.layout.Slot.Content;
import io.blindsum.question.ExactGroups;
import io.blindsum.question.GroupBy;
import io.blindsum.question.Noise;
import io.blindsum.question.StatisticSpec;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The slots of one group: its number of rows, then those of each column and each statistic. */
final class GroupBlock {
  private static final int DERIVED = -1;

  private final List<Slot> slots = new ArrayList<>();
  private final int[] firstSlots;
  private final List<Terms> terms;
  private final int[] firstTermSlots;

  private GroupBlock(List<ColumnSpec> columns, List<StatisticSpec> statistics) {
    firstSlots = new int[columns.size()];
    Arrays.fill(firstSlots, DERIVED);
    terms = statistics.stream().map(spec -> Terms.of(spec, columns)).toList();
    firstTermSlots = new int[terms.size()];
  }

  static GroupBlock of(
      List<ColumnSpec> columns,
      GroupBy groupBy,
      List<StatisticSpec> statistics,
      long maxRows,
      Optional<Noise> noise) {
    GroupBlock block = new GroupBlock(columns, statistics);
    block.slots.add(Slot.of("", Content.ROWS, BigInteger.ONE, maxRows));
    for (int i = 0; i < columns.size(); i++) {
      if (!isDerived(columns.get(i), groupBy)) {
        block.firstSlots[i] = block.slots.size();
        block.add(columns.get(i), maxRows);
      }
    }
    for (int i = 0; i < block.firstTermSlots.length; i++) {
      block.firstTermSlots[i] = block.slots.size();
      block.slots.addAll(block.terms.get(i).slots(maxRows));
      SlotPlaces.requireCount(groupBy.size(), block.slots.size());
    }
    noise.ifPresent(
        added -> {
          SlotNoise spread = SlotNoise.of(block.slots(), groupBy.size(), added);
          block.slots.clear();
          block.slots.addAll(spread.withRoom(maxRows));
        });
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

  /** Returns the terms of each statistic, in their order. */
  List<Terms> terms() {
    return terms;
  }

  /** Returns the index of a statistic's first slot. */
  int firstTermSlot(int statistic) {
    return firstTermSlots[statistic];
  }

  private void add(ColumnSpec column, long maxRows) {
    String name = column.name();
    slots.add(Slot.of(name, Content.VALUES, BigInteger.ONE, maxRows));
    slots.addAll(
        column
            .type()
            .match(
                numbers -> sums(name, BigInteger.valueOf(numbers.maxEncoded()), maxRows),
                categories ->
                    Collections.nCopies(
                        categories.labels().size(),
                        Slot.of(name, Content.CATEGORY, BigInteger.ONE, maxRows))));
  }

  private static List<Slot> sums(String name, BigInteger bound, long maxRows) {
    return List.of(
        Slot.of(name, Content.SUM, bound, maxRows),
        Slot.of(name, Content.SUM_OF_SQUARES, bound.multiply(bound), maxRows));
  }

  private static boolean isDerived(ColumnSpec column, GroupBy groupBy) {
    return groupBy.columns().stream()
        .anyMatch(group -> group instanceof ExactGroups && group.column().equals(column));
  }
}

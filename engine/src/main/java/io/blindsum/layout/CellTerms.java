package io.blindsum.layout;

import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.SpecificationException;
import io.blindsum.layout.Slot.Content;
import io.blindsum.question.GroupColumn;
import io.blindsum.question.StatisticSpec;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** 1 in the slot of the row's cell. */
final class CellTerms extends Terms {
  private final StatisticSpec.OfCells spec;
  private final int[] inputs;
  private final GroupColumn[] dimensions;
  private final int cells;

  CellTerms(StatisticSpec.OfCells spec, List<ColumnSpec> columns) {
    this.spec = spec;
    this.inputs = inputs(spec, columns);
    this.dimensions = spec.dimensions().toArray(GroupColumn[]::new);
    long count = 1;
    for (GroupColumn dimension : dimensions) {
      count *= dimension.size();
    }
    if (count > SlotPlaces.MAX_SLOTS) {
      throw new SpecificationException(
          String.format(
              Locale.ROOT,
              "%s has %,d cells, more than %,d; take wider bands or tighter bounds",
              spec,
              count,
              SlotPlaces.MAX_SLOTS));
    }
    this.cells = (int) count;
  }

  @Override
  List<Slot> slots(long maxRows) {
    Slot slot = Slot.of(spec.toString(), Content.CELL, BigInteger.ONE, maxRows);
    return Collections.nCopies(cells, slot);
  }

  @Override
  void place(RowBuffer row, SlotSink sink, int base, int slot) {
    if (!isComplete(row, inputs)) {
      return;
    }
    int cell = 0;
    for (int i = 0; i < inputs.length; i++) {
      cell = cell * dimensions[i].size() + dimensions[i].ordinal(row.encoded(inputs[i]));
    }
    sink.put(base, slot + cell, 0, 1);
  }

  @Override
  StatisticTotals read(SlotSums sums, int group, int slot, long rows) {
    List<Long> counts = new ArrayList<>();
    long rest = rows;
    for (int cell = 0; cell < cells; cell++) {
      long count = sums.count(group, slot + cell, rest);
      counts.add(count);
      rest -= count;
    }
    return new StatisticTotals.Cells(spec, counts);
  }
}

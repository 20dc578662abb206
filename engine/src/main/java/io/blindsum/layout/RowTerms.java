package io.blindsum.layout;

import io.blindsum.encoding.ColumnSpec;
import java.util.List;
import java.util.stream.IntStream;

/** What a row adds to the slots of its group, whoever adds it up. */
final class RowTerms {
  private final int slotsPerGroup;
  // the columns with slots: their index in the row, their first slot, and their kind
  private final int[] inputs;
  private final int[] firstSlots;
  private final boolean[] categorical;
  private final Terms[] terms;
  private final int[] firstTermSlots;

  RowTerms(SlotLayout layout) {
    GroupBlock block = layout.block();
    List<ColumnSpec> columns = layout.columns();
    this.slotsPerGroup = block.slots().size();
    this.inputs = IntStream.range(0, columns.size()).filter(i -> !block.isDerived(i)).toArray();
    this.firstSlots = new int[inputs.length];
    this.categorical = new boolean[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      firstSlots[i] = block.firstSlot(inputs[i]);
      categorical[i] = columns.get(inputs[i]).type().numbers().isEmpty();
    }
    this.terms = block.terms().toArray(Terms[]::new);
    this.firstTermSlots = IntStream.range(0, terms.length).map(block::firstTermSlot).toArray();
  }

  /** Hands over what a complete row adds. */
  void place(RowBuffer row, SlotSink sink) {
    int base = row.group() * slotsPerGroup;
    sink.put(base, 0, 0, 1);
    for (int i = 0; i < inputs.length; i++) {
      placeColumn(row, sink, base, i);
    }
    for (int i = 0; i < terms.length; i++) {
      terms[i].place(row, sink, base, firstTermSlots[i]);
    }
  }

  private void placeColumn(RowBuffer row, SlotSink sink, int base, int i) {
    int slot = firstSlots[i];
    if (row.isNull(inputs[i])) {
      sink.missing(base, slot);
      return;
    }
    long u = row.encoded(inputs[i]);
    sink.put(base, slot, 0, 1);
    if (categorical[i]) {
      sink.put(base, slot + 1 + (int) u, 0, 1);
    } else {
      sink.put(base, slot + 1, 0, u);
      sink.put(base, slot + 2, Math.multiplyHigh(u, u), u * u);
    }
  }
}

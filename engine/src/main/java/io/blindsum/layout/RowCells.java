package io.blindsum.layout;

import io.blindsum.layout.Slot.Content;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * Which counts of a layout a row adds to: those of its group, of the values it has, of its
 * categories and of its cells. A count's number is {@code group * slots + slot}, with the slots of
 * {@link SlotLayout#slots}.
 *
 * <p>Not for use by several threads at once.
 */
public final class RowCells {
  private static final Set<Content> COUNTS =
      EnumSet.of(Content.ROWS, Content.VALUES, Content.CATEGORY, Content.CELL);

  private final RowTerms terms;
  private final boolean[] counts;
  private final boolean[] sums;

  private RowCells(SlotLayout layout) {
    List<Slot> slots = layout.slots();
    this.terms = new RowTerms(layout);
    this.counts = new boolean[slots.size()];
    this.sums = new boolean[slots.size()];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = isCount(slots.get(i));
      sums[i] = slots.get(i).content() == Content.SUM;
    }
  }

  public static RowCells of(SlotLayout layout) {
    return new RowCells(layout);
  }

  /** Tells whether a slot counts rows. */
  public static boolean isCount(Slot slot) {
    return COUNTS.contains(slot.content());
  }

  /**
   * Names the counts of a row, which stays as it is.
   *
   * @param row complete, of the same layout
   * @param counted is told each count that the row adds 1 to
   * @param missing is told each count of values that the row has none for
   */
  public void visit(RowBuffer row, IntConsumer counted, IntConsumer missing) {
    row.requireComplete();
    terms.place(row, new Counts(counted, missing));
  }

  /** Takes what a row adds to a sum. */
  @FunctionalInterface
  public interface Summand {
    /**
     * Takes an encoded value.
     *
     * @param cell the sum's number, as that of a count
     */
    void add(int cell, long encoded);
  }

  /**
   * Names the sums that a row adds a value to: of columns, and of statistics.
   *
   * @param row complete, of the same layout
   */
  public void visitSums(RowBuffer row, Summand added) {
    row.requireComplete();
    terms.place(
        row,
        (base, slot, high, low) -> {
          if (sums[slot]) {
            added.add(base + slot, low);
          }
        });
  }

  private final class Counts implements SlotSink {
    private final IntConsumer counted;
    private final IntConsumer without;

    private Counts(IntConsumer counted, IntConsumer without) {
      this.counted = counted;
      this.without = without;
    }

    @Override
    public void put(int base, int slot, long high, long low) {
      if (counts[slot]) {
        counted.accept(base + slot);
      }
    }

    @Override
    public void missing(int base, int slot) {
      without.accept(base + slot);
    }
  }
}

package io.blindsum.hospital;

import io.blindsum.cohort.PlaintextBatcher.RowObserver;
import io.blindsum.encoding.SpecificationException;
import io.blindsum.layout.RowBuffer;
import io.blindsum.layout.RowCells;
import io.blindsum.layout.Slot;
import io.blindsum.layout.Slot.Content;
import io.blindsum.layout.SlotLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * Who is in which cell of an answer: for each count that will leave, the patients that it counts.
 *
 * <p>Patients are those that a {@link RowIdentity} tells apart. Not for use by several threads at
 * once.
 */
final class CellTally implements RowObserver {
  private final SlotLayout layout;
  private final RowIdentity identity;
  private final RowCells cells;
  private final List<Slot> slots;
  private final int batchRows;
  // of a count of values: those who have none
  private final @Nullable RoaringBitmap[] sets;
  private final int[][] lanes;
  private long rows;
  private int patient;

  /**
   * Starts a tally.
   *
   * @param batchRows the rows of a batch, each of which fills the lanes from the first one
   */
  CellTally(SlotLayout layout, RowIdentity identity, int batchRows) {
    this.layout = layout;
    this.identity = identity;
    this.cells = RowCells.of(layout);
    this.slots = layout.slots();
    this.batchRows = batchRows;
    this.sets = new RoaringBitmap[layout.groupBy().size() * slots.size()];
    this.lanes = new int[layout.lanes() > 1 ? layout.lanes() : 0][sets.length];
  }

  @Override
  public void see(RowBuffer row) {
    patient = identity.current();
    cells.visit(row, this::count, this::countMissing);
    rows++;
  }

  private void count(int cell) {
    if (slots.get(cell % slots.size()).content() != Content.VALUES) {
      add(cell);
    }
    if (lanes.length > 0) {
      lanes[(int) (rows % batchRows % lanes.length)][cell]++;
    }
  }

  private void countMissing(int cell) {
    add(cell);
  }

  private void add(int cell) {
    RoaringBitmap set = sets[cell];
    if (set == null) {
      set = new RoaringBitmap();
      sets[cell] = set;
    }
    set.add(patient);
  }

  /** Returns how many patients were counted. */
  long patients() {
    return total(0).getLongCardinality();
  }

  /** Tells whether each lane has the rows that a lane has to have. */
  boolean fillsLanes() {
    try {
      layout.requireLanes(rows);
      return true;
    } catch (SpecificationException e) {
      return false;
    }
  }

  /** Returns how many patients each cell has. */
  LongStream sizes() {
    return IntStream.range(0, sets.length)
        .filter(this::isCount)
        .mapToLong(cell -> patients(cell).getLongCardinality());
  }

  /** Returns how many patients of all groups together have each value that is counted. */
  LongStream sizesOverGroups() {
    return slotNumbers(Content.VALUES).mapToLong(slot -> total(slot).getLongCardinality());
  }

  /** Returns how many rows each cell of each lane has; none unless there are several lanes. */
  LongStream sizesOfLanes() {
    return Arrays.stream(lanes)
        .flatMapToLong(
            lane -> IntStream.range(0, lane.length).filter(this::isCount).mapToLong(i -> lane[i]));
  }

  /** Returns everybody whom a total is about that the answer gives, or that follows from it. */
  List<AnsweredCell> answered() {
    List<AnsweredCell> answered = new ArrayList<>();
    for (int slot = 0; slot < slots.size(); slot++) {
      if (RowCells.isCount(slots.get(slot))) {
        addAnswered(slot, answered);
      }
    }
    return answered;
  }

  private void addAnswered(int slot, List<AnsweredCell> answered) {
    boolean values = slots.get(slot).content() == Content.VALUES;
    String quantity = values ? slots.get(slot).column() : "";
    int groups = layout.groupBy().size();
    for (int group = 0; group < groups; group++) {
      answered.add(new AnsweredCell(quantity, patients(group * slots.size() + slot)));
    }
    if (groups > 1) {
      answered.add(new AnsweredCell(quantity, total(slot)));
    }
    if (layout.groupBy().columns().size() > 1 && (values || slot == 0)) {
      margins(slot).forEach(set -> answered.add(new AnsweredCell(quantity, set)));
    }
  }

  /** Returns the sums over all columns of the group-by but one, for each value of each. */
  private List<RoaringBitmap> margins(int slot) {
    List<RoaringBitmap> margins = new ArrayList<>();
    int groups = layout.groupBy().size();
    int repeat = groups;
    for (int column = 0; column < layout.groupBy().columns().size(); column++) {
      int size = layout.groupBy().size(column);
      repeat /= size;
      int each = repeat;
      for (int value = 0; value < size; value++) {
        int wanted = value;
        margins.add(union(IntStream.range(0, groups).filter(g -> g / each % size == wanted), slot));
      }
    }
    return margins;
  }

  private RoaringBitmap total(int slot) {
    return union(IntStream.range(0, layout.groupBy().size()), slot);
  }

  private RoaringBitmap union(IntStream groups, int slot) {
    return RoaringBitmap.or(
        groups.mapToObj(group -> patients(group * slots.size() + slot)).iterator());
  }

  private RoaringBitmap patients(int cell) {
    RoaringBitmap set = sets[cell];
    RoaringBitmap seen = set == null ? new RoaringBitmap() : set;
    return slots.get(cell % slots.size()).content() == Content.VALUES
        ? RoaringBitmap.andNot(patients(cell - cell % slots.size()), seen)
        : seen;
  }

  private boolean isCount(int cell) {
    return RowCells.isCount(slots.get(cell % slots.size()));
  }

  private IntStream slotNumbers(Content content) {
    return IntStream.range(0, slots.size()).filter(i -> slots.get(i).content() == content);
  }
}

package io.blindsum.hospital;

import io.blindsum.cohort.PlaintextBatcher.RowObserver;
import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.SpecificationException;
import io.blindsum.layout.RowBuffer;
import io.blindsum.layout.RowCells;
import io.blindsum.layout.Slot;
import io.blindsum.layout.Slot.Content;
import io.blindsum.layout.SlotLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * What is in which cell of an answer: for each count that will leave, the rows that it counts.
 *
 * <p>Rows are those that a {@link RowIdentity} tells apart, which knows how many of them are of how
 * many patients for certain. Not for use by several threads at once.
 */
final class CellTally implements RowObserver {
  private final SlotLayout layout;
  private final RowIdentity identity;
  private final RowCells cells;
  private final List<Slot> slots;
  private final int batchRows;
  // of each lane, by cell; of a count of values: those who have none
  private final @Nullable RoaringBitmap[][] lanes;
  private long rows;
  private int number;
  // of all lanes together, and what follows, made when all rows were seen
  private @Nullable RoaringBitmap[] sets = {};
  private @Nullable Parts parts;

  /** The parts of the answer over all lanes, and lane by lane if there are several. */
  private record Parts(List<AnsweredPartition> whole, List<AnsweredPartition> lanes) {}

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
    this.lanes = new RoaringBitmap[layout.lanes()][layout.groupBy().size() * slots.size()];
  }

  @Override
  public void see(RowBuffer row) {
    number = identity.current();
    cells.visit(row, this::count, this::add);
    rows++;
  }

  private void count(int cell) {
    if (slots.get(cell % slots.size()).content() != Content.VALUES) {
      add(cell);
    }
  }

  private void add(int cell) {
    @Nullable RoaringBitmap[] lane = lanes[(int) (rows % batchRows % lanes.length)];
    RoaringBitmap set = lane[cell];
    if (set == null) {
      set = new RoaringBitmap();
      lane[cell] = set;
    }
    set.add(number);
  }

  private @Nullable RoaringBitmap[] sets() {
    if (sets.length == 0) {
      sets = hasLanes() ? ofAllLanes() : lanes[0];
    }
    return sets;
  }

  private RoaringBitmap[] ofAllLanes() {
    RoaringBitmap[] all = new RoaringBitmap[lanes[0].length];
    for (int cell = 0; cell < all.length; cell++) {
      all[cell] = new RoaringBitmap();
      for (@Nullable RoaringBitmap[] lane : lanes) {
        RoaringBitmap set = lane[cell];
        if (set != null) {
          all[cell].or(set);
        }
      }
    }
    return all;
  }

  private boolean hasLanes() {
    return lanes.length > 1;
  }

  /** Returns how many rows are of so many patients at least, as far as rows are known. */
  int rowsOf(int atLeast) {
    return identity.rowsOf(atLeast);
  }

  /** Tells whether no patient has two rows, as far as patients are told apart. */
  boolean isOneRowEach() {
    return identity.isOneRowEach();
  }

  /** Returns how many rows were counted. */
  long size() {
    return rows;
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

  /** Returns how many rows each cell has. */
  LongStream sizes() {
    return sizes(sets());
  }

  private LongStream sizes(@Nullable RoaringBitmap[] of) {
    return IntStream.range(0, of.length)
        .filter(this::isCount)
        .mapToLong(cell -> patients(of, cell).getLongCardinality());
  }

  /** Returns how many rows of all groups together have each value that is counted. */
  LongStream sizesOverGroups() {
    return slotNumbers(Content.VALUES).mapToLong(slot -> total(slot).getLongCardinality());
  }

  /** Returns how many rows each cell of each lane has; none unless there are several lanes. */
  LongStream sizesOfLanes() {
    return hasLanes() ? Arrays.stream(lanes).flatMapToLong(this::sizes) : LongStream.empty();
  }

  /**
   * Returns everybody whom a total is about that the answer gives, or that follows from it: each
   * partition, what it comes to over all groups, and over all columns of the group-by but one; and
   * each lane, which whoever opens the answer sees by itself.
   */
  List<AnsweredPartition> answered() {
    List<AnsweredPartition> answered = new ArrayList<>();
    for (AnsweredPartition part : parts().whole) {
      answered.add(part);
      answered.addAll(sums(part));
    }
    answered.addAll(parts().lanes);
    return answered;
  }

  /**
   * Tells whether what is answered at once says nothing of 1 to {@code least} - 1 rows by its
   * differences: not by sums of one column over other patients, nor by other bands of one column.
   */
  boolean isFarFromItself(int least) {
    List<AnsweredPartition> all = hasLanes() ? parts().lanes : parts().whole;
    for (int i = 0; i < all.size(); i++) {
      for (AnsweredPartition other : all.subList(0, i)) {
        AnsweredPartition part = all.get(i);
        if (part.overlaps(other) && !areFar(part, other, least)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean areFar(AnsweredPartition part, AnsweredPartition other, int least) {
    // how many patients lack a value is no secret
    return part.quantity().isEmpty()
        ? PartitionComparison.areFarWithinBoth(part, other, least)
        : PartitionComparison.areFar(part, other, least);
  }

  /** Returns the parts of the answer, made once: all rows were seen by then. */
  private Parts parts() {
    Parts made = parts;
    if (made == null) {
      made = new Parts(partitions(sets()), hasLanes() ? partitions(lanes) : List.of());
      parts = made;
    }
    return made;
  }

  /**
   * Returns the parts of the answer, each over all groups, and over all lanes if these are given.
   */
  private List<AnsweredPartition> partitions(@Nullable RoaringBitmap[]... of) {
    Map<String, Set<String>> columns = new HashMap<>();
    layout
        .statistics()
        .forEach(
            spec ->
                columns.put(
                    spec.toString(),
                    spec.columns().stream().map(ColumnSpec::name).collect(Collectors.toSet())));
    List<AnsweredPartition> parts = new ArrayList<>();
    int end;
    for (int slot = 0; slot < slots.size(); slot = end) {
      Slot first = slots.get(slot);
      end = slot + 1;
      while (end < slots.size() && isOneOf(slots.get(end), first)) {
        end++;
      }
      Set<String> names = columns.getOrDefault(first.column(), Set.of(first.column()));
      if (first.content() == Content.VALUES) {
        for (String column : names) {
          parts.add(new AnsweredPartition(column, Set.of(), cells(slot, end, of)));
        }
      } else if (RowCells.isCount(first)) {
        parts.add(new AnsweredPartition("", names, cells(slot, end, of)));
      }
    }
    return parts;
  }

  /** Tells whether a slot counts other patients of the same column or statistic. */
  private static boolean isOneOf(Slot slot, Slot first) {
    boolean cells = first.content() == Content.CATEGORY || first.content() == Content.CELL;
    return cells && slot.content() == first.content() && slot.column().equals(first.column());
  }

  private List<PatientSet> cells(int firstSlot, int endSlot, @Nullable RoaringBitmap[]... of) {
    List<PatientSet> list = new ArrayList<>();
    for (@Nullable RoaringBitmap[] part : of) {
      for (int group = 0; group < layout.groupBy().size(); group++) {
        for (int slot = firstSlot; slot < endSlot; slot++) {
          list.add(PatientSet.of(patients(part, group * slots.size() + slot)));
        }
      }
    }
    return list;
  }

  /** Returns the sums over all groups, and over all columns of the group-by but one. */
  private List<AnsweredPartition> sums(AnsweredPartition part) {
    List<AnsweredPartition> sums = new ArrayList<>();
    int groups = layout.groupBy().size();
    if (groups > 1) {
      sums.add(sum(part, 1, group -> 0));
    }
    int repeat = groups;
    for (int column = 0; column < layout.groupBy().columns().size(); column++) {
      int size = layout.groupBy().size(column);
      repeat /= size;
      int each = repeat;
      if (size < groups && size > 1) {
        sums.add(sum(part, size, group -> group / each % size));
      }
    }
    return sums;
  }

  private AnsweredPartition sum(AnsweredPartition part, int values, IntUnaryOperator valueOf) {
    int each = part.cells().size() / layout.groupBy().size();
    List<RoaringBitmap> sums = new ArrayList<>();
    for (int i = 0; i < values * each; i++) {
      sums.add(new RoaringBitmap());
    }
    for (int i = 0; i < part.cells().size(); i++) {
      sums.get(valueOf.applyAsInt(i / each) * each + i % each).or(part.cells().get(i).toBitmap());
    }
    return new AnsweredPartition(
        part.quantity(), part.columns(), sums.stream().map(PatientSet::of).toList());
  }

  private RoaringBitmap total(int slot) {
    return union(IntStream.range(0, layout.groupBy().size()), slot);
  }

  private RoaringBitmap union(IntStream groups, int slot) {
    return RoaringBitmap.or(
        groups.mapToObj(group -> patients(group * slots.size() + slot)).iterator());
  }

  private RoaringBitmap patients(int cell) {
    return patients(sets(), cell);
  }

  private RoaringBitmap patients(@Nullable RoaringBitmap[] of, int cell) {
    RoaringBitmap set = of[cell];
    RoaringBitmap seen = set == null ? new RoaringBitmap() : set;
    return slots.get(cell % slots.size()).content() == Content.VALUES
        ? RoaringBitmap.andNot(patients(of, cell - cell % slots.size()), seen)
        : seen;
  }

  private boolean isCount(int cell) {
    return RowCells.isCount(slots.get(cell % slots.size()));
  }

  private IntStream slotNumbers(Content content) {
    return IntStream.range(0, slots.size()).filter(i -> slots.get(i).content() == content);
  }
}

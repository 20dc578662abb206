package io.blindsum.layout;

import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.EncodingOverflowException;
import io.blindsum.encoding.SpecificationException;
import io.blindsum.question.ExactGroups;
import io.blindsum.question.GroupBy;
import io.blindsum.question.Noise;
import io.blindsum.question.StatisticSpec;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BinaryOperator;

/**
 * Where each statistic of each group lies in the plaintexts.
 *
 * <p>A record is one block of slots for each group, all zero but the block of its own group: the
 * number of rows, for each column the number of values with their sum and sum of squares, or with
 * the number of rows of each category, and for each statistic its cells or sums of products. Each
 * slot is as wide as the sum over {@code maxRows} rows can become, so no sum carries into the next
 * slot. A column that {@link ExactGroups} are made of has one value in each group and needs no
 * slots.
 *
 * <p>A slot never straddles two plaintexts. When a record is wider than a plaintext it takes
 * several, in every mode; when it is narrower, {@link LayoutMode#TALL} puts one record in each of
 * {@link #lanes} lanes. {@link LayoutMode#PARTIALS} adds records up where another mode puts one.
 *
 * <p>Depends on what was declared alone, never on data: two sites with the same options have equal
 * layouts. Immutable; equal when {@link #toString}, which is kept stable for files, is equal.
 */
public final class SlotLayout {
  /**
   * The bits of the modulus left free at the top. With two more for values below {@code n}, they
   * make the sum of masked records stand out when the masks did not cancel: it is uniform in [0, n)
   * and looks like a total with a chance below 2^-64.
   */
  public static final int CHECK_BITS = 64;

  /** The least number of rows that each lane of a tall layout must hold. */
  public static final int MIN_LANE_ROWS = 10;

  /** The greatest {@code maxRows}: 10^12. */
  public static final long MAX_ROWS = 1_000_000_000_000L;

  private static final int RESERVED_BITS = CHECK_BITS + 2;
  private static final int MAX_MODULUS_BITS = 16_384;
  private static final int MAX_COLUMNS = 1000;

  private final List<ColumnSpec> columns;
  private final GroupBy groupBy;
  private final List<StatisticSpec> statistics;
  private final long maxRows;
  private final int modulusBits;
  private final LayoutMode mode;
  private final Optional<Noise> noise;
  private final LayoutInputs inputs;
  private final GroupBlock block;
  private final SlotPlaces places;
  private final int lanes;
  private final String text;

  private SlotLayout(
      List<ColumnSpec> columns,
      GroupBy groupBy,
      List<StatisticSpec> statistics,
      long maxRows,
      int modulusBits,
      LayoutMode mode,
      Optional<Noise> noise) {
    this.columns = List.copyOf(columns);
    this.groupBy = groupBy;
    this.statistics = List.copyOf(statistics);
    this.maxRows = maxRows;
    this.modulusBits = modulusBits;
    this.mode = mode;
    this.noise = noise;
    this.inputs = LayoutInputs.of(this.columns, groupBy);
    this.block = GroupBlock.of(this.columns, groupBy, this.statistics, maxRows, noise);
    this.places = SlotPlaces.of(block.slots(), groupBy.size(), capacityBits());
    this.lanes = mode == LayoutMode.TALL ? fittingLanes() : 1;
    this.text = SlotLayoutText.write(this);
  }

  /** Computes a layout of columns alone, without statistics of several. */
  public static SlotLayout of(
      List<ColumnSpec> columns, GroupBy groupBy, long maxRows, int modulusBits, LayoutMode mode) {
    return of(columns, groupBy, List.of(), maxRows, modulusBits, mode);
  }

  /**
   * Computes a layout.
   *
   * @param columns the declared columns, all of which get statistics; at most 1,000, of different
   *     names
   * @param groupBy the groups, made of these columns or of columns whose values are listed
   * @param statistics of the declared columns; all different
   * @param maxRows N, in [1, 10^12]: the most rows that may ever be added up, over all batches of
   *     all sites
   * @param modulusBits of the key; 128 to 16,384
   * @param mode how many records share a plaintext
   * @throws SpecificationException if an argument is out of its range, or the layout would need
   *     more than {@value SlotPlaces#MAX_SLOTS} slots or {@value SlotLayoutText#MAX_BYTES} bytes to
   *     describe
   * @throws EncodingOverflowException if one slot is wider than a plaintext
   */
  public static SlotLayout of(
      List<ColumnSpec> columns,
      GroupBy groupBy,
      List<StatisticSpec> statistics,
      long maxRows,
      int modulusBits,
      LayoutMode mode) {
    if (columns.size() > MAX_COLUMNS) {
      throw new SpecificationException(columns.size() + " columns: at most 1,000 expected");
    }
    if (columns.stream().map(ColumnSpec::name).distinct().count() < columns.size()) {
      throw new SpecificationException("a column is declared twice; declare each once");
    }
    for (StatisticSpec statistic : statistics) {
      if (Collections.frequency(statistics, statistic) > 1) {
        throw new SpecificationException("the statistic " + statistic + " is asked for twice");
      }
      if (!columns.containsAll(statistic.columns())) {
        throw new SpecificationException(statistic + " is of a column that is not declared");
      }
    }
    if (maxRows < 1 || maxRows > MAX_ROWS) {
      throw new SpecificationException(
          String.format(
              Locale.ROOT, "a maximum of %,d rows: 1 to %,d expected", maxRows, MAX_ROWS));
    }
    if (modulusBits < 2 * CHECK_BITS || modulusBits > MAX_MODULUS_BITS) {
      throw new SpecificationException(
          "a modulus of " + modulusBits + " bits: 128 to 16384 expected");
    }
    return new SlotLayout(
        columns, groupBy, statistics, maxRows, modulusBits, mode, Optional.empty());
  }

  /**
   * Returns the same layout with room for noise in each slot, which may be below 0 then.
   *
   * @throws SpecificationException as {@link SlotNoise#require}
   * @throws EncodingOverflowException if one slot is wider than a plaintext
   */
  public SlotLayout withNoise(Noise added) {
    SlotNoise.require(statistics, mode);
    return new SlotLayout(
        columns, groupBy, statistics, maxRows, modulusBits, mode, Optional.of(added));
  }

  /**
   * Reads a layout from its {@link #toString}.
   *
   * @throws SpecificationException if the text is not one that {@link #toString} gives
   */
  public static SlotLayout parse(String text) {
    return SlotLayoutText.parse(text);
  }

  public List<ColumnSpec> columns() {
    return columns;
  }

  public GroupBy groupBy() {
    return groupBy;
  }

  /** Returns the statistics that each group has besides those of each column. */
  public List<StatisticSpec> statistics() {
    return statistics;
  }

  /** Returns the most rows that may ever be added up, over all batches of all sites. */
  public long maxRows() {
    return maxRows;
  }

  public int modulusBits() {
    return modulusBits;
  }

  public LayoutMode mode() {
    return mode;
  }

  /** Returns the noise that each site adds to its totals; empty for exact ones. */
  public Optional<Noise> noise() {
    return noise;
  }

  /** Returns how the noise is spread over the slots; empty for exact totals. */
  public Optional<SlotNoise> slotNoise() {
    return noise.map(added -> SlotNoise.of(slots(), groupBy.size(), added));
  }

  /**
   * Draws the noise of one site.
   *
   * @param laplace draws Laplace's distribution over the integers, of the scale t / s for t and s
   * @return what to add, modulo n, to each plaintext of one record: nothing in a layout without
   *     noise
   */
  public List<BigInteger> drawNoise(BinaryOperator<BigInteger> laplace) {
    return slotNoise().map(spread -> spread.draw(this, laplace)).orElse(List.of());
  }

  /**
   * Returns the columns to read from the data, in the order of a {@link RowBuffer}: the declared
   * ones, then those that only make groups.
   */
  public List<ColumnSpec> inputs() {
    return inputs.columns();
  }

  /** Returns the slots of one group; every group has the same. */
  public List<Slot> slots() {
    return block.slots();
  }

  /** Returns the bits of a plaintext that slots may use: those of the modulus less 66. */
  public int capacityBits() {
    return modulusBits - RESERVED_BITS;
  }

  /** Returns the width of a plaintext block: {@code ceil(modulusBits / 8)}. */
  public int plaintextBytes() {
    return (modulusBits + 7) / 8;
  }

  /** Returns the bits of one record's slots. */
  public int recordBits() {
    return places.recordBits();
  }

  /** Returns how many records lie side by side in one plaintext: 1 unless the layout is tall. */
  public int lanes() {
    return lanes;
  }

  /**
   * Returns how many records of one batch share one plaintext at most: 1 in a wide layout, one a
   * lane in a tall one, {@link #maxRows} in one of partials.
   */
  public long recordsPerPlaintext() {
    return mode == LayoutMode.PARTIALS ? maxRows : lanes;
  }

  /** Returns how many plaintexts one record takes: 1 unless it is wider than a plaintext. */
  public int plaintextsPerRecord() {
    return places.plaintexts();
  }

  /**
   * Returns how many plaintexts that many rows of one batch take.
   *
   * @param rows at least 0
   */
  public long plaintexts(long rows) {
    long shared = recordsPerPlaintext();
    long filled = Math.floorDiv(Math.addExact(rows, shared - 1), shared);
    return Math.multiplyExact(filled, (long) plaintextsPerRecord());
  }

  /**
   * Admits batches to one sum.
   *
   * @param rowsOfBatches each at least 0
   * @throws EncodingOverflowException if they are more rows than the slots were made for
   */
  public void requireRows(long... rowsOfBatches) {
    BigInteger total = BigInteger.ZERO;
    for (long rows : rowsOfBatches) {
      if (rows < 0) {
        throw new EncodingOverflowException("a batch of " + rows + " rows");
      }
      total = total.add(BigInteger.valueOf(rows));
    }
    if (total.compareTo(BigInteger.valueOf(maxRows)) > 0) {
      throw new EncodingOverflowException(
          String.format(
              Locale.ROOT,
              "%,d rows are more than the declared maximum of %,d; declare more rows and encode again",
              total,
              maxRows));
    }
  }

  /**
   * Refuses lanes so small that their partial totals tell about few people.
   *
   * @param rows of one site
   * @throws SpecificationException if a lane would hold fewer than {@value #MIN_LANE_ROWS} rows
   */
  public void requireLanes(long rows) {
    if (lanes > 1 && rows / lanes < MIN_LANE_ROWS) {
      throw new SpecificationException(
          String.format(
              Locale.ROOT,
              "%,d rows in %d lanes of a tall layout leave fewer than %d rows to a lane; use wide",
              rows,
              lanes,
              MIN_LANE_ROWS));
    }
  }

  /** Returns a row to fill and to encode, for one thread. */
  public RowBuffer newRow() {
    return new RowBuffer(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SlotLayout layout && text.equals(layout.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** Returns the canonical form: one line of JSON, stable across versions. */
  @Override
  public String toString() {
    return text;
  }

  LayoutInputs layoutInputs() {
    return inputs;
  }

  GroupBlock block() {
    return block;
  }

  SlotPlaces places() {
    return places;
  }

  private int fittingLanes() {
    if (places.plaintexts() > 1) {
      return 1;
    }
    long fit = capacityBits() / places.recordBits();
    return (int) Math.max(1, Math.min(fit, maxRows / MIN_LANE_ROWS));
  }
}

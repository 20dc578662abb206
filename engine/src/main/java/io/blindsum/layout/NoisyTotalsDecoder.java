package io.blindsum.layout;

import io.blindsum.arith.BlockArray;
import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.EncodingOverflowException;
import io.blindsum.encoding.ImplausibleTotalException;
import io.blindsum.encoding.NumberType;
import io.blindsum.layout.ColumnTotals.Categories;
import io.blindsum.layout.ColumnTotals.Noisy;
import io.blindsum.stats.NoisyMoments;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns decrypted plaintexts of totals with noise into the totals of each group. A count below 0
 * becomes 0; nothing else is made to agree, so counts need not add up.
 *
 * <p>Where a slot is below 0 it borrows from the slots above, so half of its range is added to each
 * before it is read, whatever the number of sites.
 */
public final class NoisyTotalsDecoder {
  private final SlotLayout layout;
  private final BigInteger modulus;

  private NoisyTotalsDecoder(SlotLayout layout, BigInteger modulus) {
    this.layout = layout;
    this.modulus = modulus;
  }

  /**
   * Makes a decoder.
   *
   * @param layout with noise
   * @param modulus n
   */
  public static NoisyTotalsDecoder of(SlotLayout layout, BigInteger modulus) {
    return new NoisyTotalsDecoder(layout, modulus);
  }

  /**
   * Decodes totals.
   *
   * @param totals one block for each plaintext of a record, in order
   * @param rows how many rows were added up, from an authenticated source
   * @return the totals of each group, also of empty ones, in the order of the group-by
   * @throws EncodingOverflowException if there are more rows than declared
   * @throws ImplausibleTotalException if they are no totals
   */
  public List<GroupTotals> decode(BlockArray totals, long rows) {
    layout.requireRows(rows);
    List<Slot> slots = layout.slots();
    SlotSums sums =
        SlotSums.signed(
            layout, totals, modulus, slot -> BigInteger.ONE.shiftLeft(slots.get(slot).bits() - 1));
    List<GroupTotals> groups = new ArrayList<>();
    for (int group = 0; group < layout.groupBy().size(); group++) {
      groups.add(group(sums, group));
    }
    // the rows of a layout without groups have no noise
    if (groups.size() == 1 && groups.get(0).rows() != rows) {
      throw new ImplausibleTotalException(
          "the totals have " + groups.get(0).rows() + " rows, " + rows + " were added up");
    }
    return List.copyOf(groups);
  }

  private GroupTotals group(SlotSums sums, int group) {
    long rows = count(sums, group, 0);
    List<ColumnTotals> columns =
        GroupColumns.of(
            layout,
            group,
            rows,
            NoisyTotalsDecoder::constant,
            column -> column(sums, group, column));
    List<StatisticTotals> statistics = new ArrayList<>();
    for (int i = 0; i < layout.statistics().size(); i++) {
      int slot = layout.block().firstTermSlot(i);
      Terms terms = layout.block().terms().get(i);
      statistics.add(terms.read(sums, group, slot, Long.MAX_VALUE));
    }
    return new GroupTotals(
        layout.groupBy().labels(group),
        layout.groupBy().isMissing(group),
        rows,
        columns,
        statistics);
  }

  private ColumnTotals column(SlotSums sums, int group, int index) {
    ColumnSpec column = layout.columns().get(index);
    int slot = layout.block().firstSlot(index);
    return column
        .type()
        .match(
            numbers -> numbers(sums, group, slot, column.name(), numbers),
            categories -> categories(sums, group, slot, column.name(), categories.labels()));
  }

  private static long count(SlotSums sums, int group, int slot) {
    return sums.count(group, slot, Long.MAX_VALUE);
  }

  private static Noisy numbers(SlotSums sums, int group, int slot, String name, NumberType type) {
    long n = count(sums, group, slot);
    return noisy(name, n, sums.sum(group, slot + 1), sums.sum(group, slot + 2), type);
  }

  /** Takes the offset back, as {@link TotalsDecoder} does. */
  private static Noisy noisy(
      String name, long n, BigInteger sum, BigInteger squares, NumberType type) {
    BigInteger lowest = BigInteger.valueOf(type.lowest());
    BigInteger offset = lowest.multiply(BigInteger.valueOf(n));
    BigInteger shiftedSquares = squares.add(lowest.multiply(sum.shiftLeft(1).add(offset)));
    return new Noisy(
        name,
        new NoisyMoments(
            n,
            new BigDecimal(sum.add(offset), type.decimals()),
            new BigDecimal(shiftedSquares, 2 * type.decimals())));
  }

  private static ColumnTotals constant(ColumnSpec column, long encoded, long rows) {
    BigInteger sum = BigInteger.valueOf(rows).multiply(BigInteger.valueOf(encoded));
    BigInteger squares = sum.multiply(BigInteger.valueOf(encoded));
    return column
        .type()
        .match(
            numbers -> noisy(column.name(), rows, sum, squares, numbers),
            categories -> Categories.constant(column, encoded, rows));
  }

  private static Categories categories(
      SlotSums sums, int group, int slot, String name, List<String> labels) {
    long n = count(sums, group, slot);
    Map<String, Long> counts = new LinkedHashMap<>();
    for (int i = 0; i < labels.size(); i++) {
      counts.put(labels.get(i), count(sums, group, slot + 1 + i));
    }
    return new Categories(name, n, counts);
  }
}

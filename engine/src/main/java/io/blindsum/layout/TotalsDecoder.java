package io.blindsum.layout;

import io.blindsum.arith.BlockArray;
import io.blindsum.encoding.CategoryType;
import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.EncodingOverflowException;
import io.blindsum.encoding.ImplausibleTotalException;
import io.blindsum.encoding.NumberType;
import io.blindsum.layout.ColumnTotals.Categories;
import io.blindsum.layout.ColumnTotals.Numbers;
import io.blindsum.stats.Moments;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Turns decrypted total plaintexts into exact totals of each group, and refuses totals that no rows
 * can have.
 */
public final class TotalsDecoder {
  private final SlotLayout layout;

  private TotalsDecoder(SlotLayout layout) {
    this.layout = layout;
  }

  public static TotalsDecoder of(SlotLayout layout) {
    return new TotalsDecoder(layout);
  }

  /**
   * Decodes totals.
   *
   * @param totals one block for each plaintext of a record, in order
   * @param rows how many rows were added up, from an authenticated source
   * @return the totals of each group, also of empty ones, in the order of the group-by
   * @throws EncodingOverflowException if there are more rows than declared
   * @throws ImplausibleTotalException if a total is outside of its bound or the counts disagree
   */
  public List<GroupTotals> decode(BlockArray totals, long rows) {
    List<BigInteger> values = new ArrayList<>();
    for (int i = 0; i < totals.count(); i++) {
      values.add(totals.get(i));
    }
    return decode(values, rows);
  }

  /**
   * Decodes totals, as {@link #decode(BlockArray, long)}.
   *
   * @param totals one for each plaintext of a record, in order
   */
  public List<GroupTotals> decode(List<BigInteger> totals, long rows) {
    layout.requireRows(rows);
    SlotSums sums = new SlotSums(layout, totals);
    List<GroupTotals> groups = new ArrayList<>();
    long counted = 0;
    for (int group = 0; group < layout.groupBy().size(); group++) {
      GroupTotals decoded = group(sums, group, rows);
      counted += decoded.rows();
      groups.add(decoded);
    }
    if (counted != rows) {
      throw new ImplausibleTotalException(
          String.format(Locale.ROOT, "the groups have %,d rows, %,d were added up", counted, rows));
    }
    return List.copyOf(groups);
  }

  private GroupTotals group(SlotSums sums, int group, long rows) {
    long groupRows = sums.count(group, 0, rows);
    List<ColumnTotals> columns =
        GroupColumns.of(
            layout,
            group,
            groupRows,
            TotalsDecoder::constant,
            column -> column(sums, group, column, groupRows));
    List<StatisticTotals> statistics = new ArrayList<>();
    for (int i = 0; i < layout.statistics().size(); i++) {
      int slot = layout.block().firstTermSlot(i);
      statistics.add(layout.block().terms().get(i).read(sums, group, slot, groupRows));
    }
    return new GroupTotals(
        layout.groupBy().labels(group),
        layout.groupBy().isMissing(group),
        groupRows,
        columns,
        statistics);
  }

  private ColumnTotals column(SlotSums sums, int group, int index, long rows) {
    return layout
        .columns()
        .get(index)
        .type()
        .match(
            numbers -> numbers(sums, group, index, numbers, rows),
            categories -> categories(sums, group, index, categories, rows));
  }

  private static ColumnTotals constant(ColumnSpec column, long encoded, long rows) {
    return column
        .type()
        .match(
            numbers -> constant(column, numbers, encoded, rows),
            categories -> Categories.constant(column, encoded, rows));
  }

  private static ColumnTotals constant(
      ColumnSpec column, NumberType type, long encoded, long rows) {
    BigDecimal value = BigDecimal.valueOf(type.lowest() + encoded, type.decimals());
    return new Numbers(column.name(), Moments.ofConstant(rows, value));
  }

  private Categories categories(SlotSums sums, int group, int index, CategoryType type, long rows) {
    int slot = layout.block().firstSlot(index);
    long n = sums.count(group, slot, rows);
    Map<String, Long> counts = new LinkedHashMap<>();
    long counted = 0;
    for (String label : type.labels()) {
      slot++;
      long count = sums.count(group, slot, n);
      counts.put(label, count);
      counted += count;
    }
    if (counted != n) {
      throw new ImplausibleTotalException("the categories of a group do not add up to its values");
    }
    return new Categories(layout.columns().get(index).name(), n, counts);
  }

  private Numbers numbers(SlotSums sums, int group, int index, NumberType type, long rows) {
    int slot = layout.block().firstSlot(index);
    long n = sums.count(group, slot, rows);
    BigInteger sum = sums.sum(group, slot + 1);
    BigInteger squares = sums.sum(group, slot + 2);
    requirePlausible(BigInteger.valueOf(n), sum, squares, BigInteger.valueOf(type.maxEncoded()));
    return new Numbers(layout.columns().get(index).name(), moments(n, sum, squares, type));
  }

  /**
   * Refuses sums that no {@code n} integers in [0, bound] have: their sum is at most {@code n
   * bound}, and that of their squares lies between {@code sum^2 / n} and {@code bound sum}.
   */
  private static void requirePlausible(
      BigInteger n, BigInteger sum, BigInteger squares, BigInteger bound) {
    if (sum.compareTo(n.multiply(bound)) > 0
        || squares.compareTo(sum.multiply(bound)) > 0
        || squares.multiply(n).compareTo(sum.multiply(sum)) < 0) {
      throw new ImplausibleTotalException("a sum is outside of the declared bounds");
    }
  }

  /** Takes the offset back: {@code x = (u + lo) / 10^d}. */
  private static Moments moments(long n, BigInteger sum, BigInteger squares, NumberType type) {
    BigInteger lowest = BigInteger.valueOf(type.lowest());
    BigInteger offset = lowest.multiply(BigInteger.valueOf(n));
    BigInteger shifted = sum.add(offset);
    // sum (u + lo)^2 = sum u^2 + lo (2 sum u + n lo)
    BigInteger shiftedSquares = squares.add(lowest.multiply(sum.shiftLeft(1).add(offset)));
    return new Moments(
        n,
        new BigDecimal(shifted, type.decimals()),
        new BigDecimal(shiftedSquares, 2 * type.decimals()));
  }
}

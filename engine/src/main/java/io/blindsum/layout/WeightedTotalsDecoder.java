package io.blindsum.layout;

import io.blindsum.arith.BlockArray;
import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.EncodingOverflowException;
import io.blindsum.encoding.ImplausibleTotalException;
import io.blindsum.encoding.NumberType;
import io.blindsum.encoding.SpecificationException;
import io.blindsum.layout.ColumnTotals.Categories;
import io.blindsum.layout.ColumnTotals.Weighted;
import io.blindsum.stats.WeightedMoments;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns decrypted plaintexts of a weighted sum into exact totals of each group, and refuses what no
 * weighted sum can be.
 *
 * <p>Counts of rows become sums of weights. With weights of which the positive ones add up to P and
 * the negative ones to -N, a slot whose bound is U holds a number in [-N U, P U]. Where that is
 * below 0 it borrows from the slots above, so N U is added to each slot before it is read: as P + N
 * is at most the declared number of rows, the slot is wide enough.
 *
 * <p>The statistics of several columns are of people, not of weights, and are left out.
 */
public final class WeightedTotalsDecoder {
  private final SlotLayout layout;
  private final BigInteger modulus;
  private final BigInteger positive;
  private final BigInteger negative;

  private WeightedTotalsDecoder(
      SlotLayout layout, BigInteger modulus, BigInteger positive, BigInteger negative) {
    this.layout = layout;
    this.modulus = modulus;
    this.positive = positive;
    this.negative = negative;
  }

  /**
   * Makes a decoder.
   *
   * @param layout of one record a plaintext
   * @param modulus n
   * @param positive the sum of the weights above 0, from an authenticated source
   * @param negative the sum of the magnitudes of those below 0
   * @throws EncodingOverflowException if they are more than the layout has room for
   * @throws SpecificationException if several records share a plaintext, or have noise
   */
  public static WeightedTotalsDecoder of(
      SlotLayout layout, BigInteger modulus, long positive, long negative) {
    layout.requireRows(positive, negative);
    if (layout.recordsPerPlaintext() > 1 || layout.noise().isPresent()) {
      throw new SpecificationException(
          "a weighted sum needs a layout of one record a plaintext, without noise");
    }
    return new WeightedTotalsDecoder(
        layout, modulus, BigInteger.valueOf(positive), BigInteger.valueOf(negative));
  }

  /**
   * Decodes totals.
   *
   * @param totals one block for each plaintext of a record, in order
   * @return the totals of each group, also of empty ones, in the order of the group-by
   * @throws ImplausibleTotalException if a total is outside of its bound or the weights of the
   *     groups do not add up
   */
  public List<GroupTotals> decode(BlockArray totals) {
    SlotSums sums = SlotSums.signed(layout, totals, modulus, this::shift);
    List<GroupTotals> groups = new ArrayList<>();
    BigInteger weight = BigInteger.ZERO;
    for (int group = 0; group < layout.groupBy().size(); group++) {
      GroupTotals decoded = group(sums, group);
      weight = weight.add(BigInteger.valueOf(decoded.rows()));
      groups.add(decoded);
    }
    if (!weight.equals(positive.subtract(negative))) {
      throw new ImplausibleTotalException("the weights of the groups do not add up to those given");
    }
    return List.copyOf(groups);
  }

  private BigInteger shift(int slot) {
    return negative.multiply(layout.slots().get(slot).bound());
  }

  /** Returns what a slot holds, in [-N U, P U]. */
  private BigInteger read(SlotSums sums, int group, int slot) {
    BigInteger sum = sums.sum(group, slot);
    if (sum.compareTo(positive.multiply(layout.slots().get(slot).bound())) > 0) {
      throw new ImplausibleTotalException("a weighted sum is outside of the declared bounds");
    }
    return sum;
  }

  private long weight(SlotSums sums, int group, int slot) {
    return read(sums, group, slot).longValueExact();
  }

  private GroupTotals group(SlotSums sums, int group) {
    long weight = weight(sums, group, 0);
    List<ColumnTotals> columns =
        GroupColumns.of(
            layout,
            group,
            weight,
            WeightedTotalsDecoder::constant,
            column -> column(sums, group, column));
    return new GroupTotals(
        layout.groupBy().labels(group),
        layout.groupBy().isMissing(group),
        weight,
        columns,
        List.of());
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

  private ColumnTotals numbers(
      SlotSums sums, int group, int firstSlot, String name, NumberType type) {
    long n = weight(sums, group, firstSlot);
    return numbers(name, n, read(sums, group, firstSlot + 1), type);
  }

  /** Takes the offset back: {@code sum w x = (sum w u + n lo) / 10^d}. */
  private static Weighted numbers(String name, long n, BigInteger sum, NumberType type) {
    BigInteger offset = BigInteger.valueOf(n).multiply(BigInteger.valueOf(type.lowest()));
    BigDecimal weighted = new BigDecimal(sum.add(offset), type.decimals());
    return new Weighted(name, new WeightedMoments(n, weighted));
  }

  private static ColumnTotals constant(ColumnSpec column, long encoded, long weight) {
    BigInteger sum = BigInteger.valueOf(weight).multiply(BigInteger.valueOf(encoded));
    return column
        .type()
        .match(
            numbers -> numbers(column.name(), weight, sum, numbers),
            categories -> Categories.constant(column, encoded, weight));
  }

  private Categories categories(
      SlotSums sums, int group, int firstSlot, String name, List<String> labels) {
    long n = weight(sums, group, firstSlot);
    Map<String, Long> weights = new LinkedHashMap<>();
    long added = 0;
    for (int i = 0; i < labels.size(); i++) {
      long weight = weight(sums, group, firstSlot + 1 + i);
      weights.put(labels.get(i), weight);
      added += weight;
    }
    if (added != n) {
      throw new ImplausibleTotalException("the categories of a group do not add up to its weights");
    }
    return new Categories(name, n, weights);
  }
}

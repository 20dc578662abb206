package io.blindsum.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.arith.BlockArray;
import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.EncodingOverflowException;
import io.blindsum.encoding.ImplausibleTotalException;
import io.blindsum.encoding.SpecificationException;
import io.blindsum.layout.ColumnTotals.Categories;
import io.blindsum.layout.ColumnTotals.Weighted;
import io.blindsum.question.GroupBy;
import io.blindsum.testing.Seeds;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Weighted totals of plain plaintexts, compared with sums over the rows. */
class WeightedTotalsDecoderTest {
  private static final BigInteger N = BigInteger.TWO.pow(1023).add(BigInteger.valueOf(1155));
  private static final int ROWS = 200;
  private static final List<ColumnSpec> COLUMNS =
      List.of(
          ColumnSpec.parse("x:int[-5..10]"),
          ColumnSpec.parse("y:dec(1)[0..3]"),
          ColumnSpec.parse("c:cat{a,b}"),
          ColumnSpec.parse("sex:cat{F,M}"));

  private final Random random = Seeds.random("weighted totals");
  private final int[] x = random.ints(ROWS, -5, 11).toArray();
  private final int[] tenthsOfY = random.ints(ROWS, 0, 31).toArray();
  private final boolean[] missing = new boolean[ROWS];
  private final int[] category = random.ints(ROWS, 0, 2).toArray();
  private final int[] sex = random.ints(ROWS, 0, 2).toArray();

  private static SlotLayout layout(long maxRows) {
    GroupBy groupBy = GroupBy.parse(List.of("sex"), COLUMNS);
    return SlotLayout.of(COLUMNS, groupBy, maxRows, N.bitLength(), LayoutMode.WIDE);
  }

  /** Returns the sum of the rows' plaintexts times the weights, modulo n. */
  private BlockArray total(SlotLayout layout, long[] weights) {
    BlockArray plaintexts = BlockArray.allocate(ROWS, layout.plaintextBytes());
    PackedEncoder encoder = PackedEncoder.of(layout);
    RowBuffer row = layout.newRow();
    encoder.start(plaintexts);
    for (int i = 0; i < ROWS; i++) {
      missing[i] = i % 7 == 3;
      row.read(0, String.valueOf(x[i]));
      row.read(1, missing[i] ? "" : BigDecimal.valueOf(tenthsOfY[i], 1).toString());
      row.read(2, category[i] == 0 ? "a" : "b");
      row.read(3, sex[i] == 0 ? "F" : "M");
      encoder.add(row);
    }
    encoder.finish();
    BigInteger total = BigInteger.ZERO;
    for (int i = 0; i < ROWS; i++) {
      total = total.add(plaintexts.get(i).multiply(BigInteger.valueOf(weights[i])));
    }
    return BlockArray.of(layout.plaintextBytes(), total.mod(N));
  }

  private static long positive(long[] weights) {
    return Arrays.stream(weights).filter(w -> w > 0).sum();
  }

  private static long negative(long[] weights) {
    return -Arrays.stream(weights).filter(w -> w < 0).sum();
  }

  private void check(long[] weights) {
    long p = positive(weights);
    long n = negative(weights);
    // just the room that these weights need
    SlotLayout layout = layout(Math.max(1, p + n));
    if (ROWS > layout.maxRows()) {
      layout = layout(ROWS);
    }
    List<GroupTotals> groups =
        WeightedTotalsDecoder.of(layout, N, p, n).decode(total(layout, weights));
    for (int s = 0; s < 2; s++) {
      long w = 0;
      long wx = 0;
      long wOfY = 0;
      long wy = 0;
      long wOfA = 0;
      for (int i = 0; i < ROWS; i++) {
        if (sex[i] == s) {
          w += weights[i];
          wx += weights[i] * x[i];
          wOfY += missing[i] ? 0 : weights[i];
          wy += missing[i] ? 0 : weights[i] * tenthsOfY[i];
          wOfA += category[i] == 0 ? weights[i] : 0;
        }
      }
      GroupTotals group = groups.get(s);
      assertThat(group.rows()).isEqualTo(w);
      Weighted ofX = (Weighted) group.columns().get(0);
      assertThat(ofX.n()).isEqualTo(w);
      assertThat(ofX.moments().sum()).isEqualByComparingTo(BigDecimal.valueOf(wx));
      assertThat(ofX.moments().mean().isPresent()).isEqualTo(w > 0);
      if (w > 0) {
        assertThat(ofX.moments().mean().getAsDouble()).isEqualTo((double) wx / w);
      }
      Weighted ofY = (Weighted) group.columns().get(1);
      assertThat(ofY.n()).isEqualTo(wOfY);
      assertThat(ofY.moments().sum()).isEqualByComparingTo(BigDecimal.valueOf(wy, 1));
      assertThat(((Categories) group.columns().get(2)).counts())
          .isEqualTo(Map.of("a", wOfA, "b", w - wOfA));
      assertThat(((Categories) group.columns().get(3)).counts())
          .isEqualTo(Map.of("F", s == 0 ? w : 0, "M", s == 1 ? w : 0));
    }
  }

  @Test
  void totalsAreThoseOfTheRows() {
    check(random.longs(ROWS, 0, 1000).toArray());
    check(random.longs(ROWS, -1000, 0).toArray());
    check(random.longs(ROWS, 0, 2).toArray());
    check(new long[ROWS]);
    for (int i = 0; i < 50; i++) {
      check(random.longs(ROWS, -1000, 1000).toArray());
    }
  }

  @Test
  void refusesTotalsThatNoWeightsGive() {
    long[] weights = random.longs(ROWS, -10, 10).toArray();
    SlotLayout layout = layout(10 * ROWS);
    BlockArray total = total(layout, weights);
    long p = positive(weights);
    long n = negative(weights);
    assertThatThrownBy(() -> WeightedTotalsDecoder.of(layout, N, p + 1, n).decode(total))
        .isInstanceOf(ImplausibleTotalException.class);
    for (int i = 0; i < 50; i++) {
      BigInteger uniform = new BigInteger(N.bitLength() + 64, random).mod(N);
      BlockArray other = BlockArray.of(layout.plaintextBytes(), uniform);
      assertThatThrownBy(() -> WeightedTotalsDecoder.of(layout, N, p, n).decode(other))
          .isInstanceOf(ImplausibleTotalException.class);
    }
    assertThatThrownBy(() -> WeightedTotalsDecoder.of(layout, N, 10 * ROWS, 1))
        .isInstanceOf(EncodingOverflowException.class);
    SlotLayout tall =
        SlotLayout.of(COLUMNS.subList(0, 1), GroupBy.none(), 1000, 1024, LayoutMode.TALL);
    assertThatThrownBy(() -> WeightedTotalsDecoder.of(tall, N, 1, 1))
        .isInstanceOf(SpecificationException.class);
  }
}

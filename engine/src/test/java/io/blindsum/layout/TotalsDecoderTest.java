package io.blindsum.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.arith.BlockArray;
import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.EncodingOverflowException;
import io.blindsum.encoding.ImplausibleTotalException;
import io.blindsum.question.GroupBy;
import io.blindsum.testing.Requirement;
import io.blindsum.testing.Seeds;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TotalsDecoderTest {
  private static final List<ColumnSpec> COLUMNS =
      List.of(ColumnSpec.parse("x:int[10..19]"), ColumnSpec.parse("sex:cat{F,M}"));
  private static final GroupBy GROUP_BY = GroupBy.parse(List.of("arms:0,1"), COLUMNS);
  // slots of a group: rows, n, sum, squares, n, F, M
  private static final int ROWS = 0;
  private static final int VALUES = 1;
  private static final int SUM = 2;
  private static final int SQUARES = 3;
  private static final int FEMALE = 5;

  private final SlotLayout layout = SlotLayout.of(COLUMNS, GROUP_BY, 100, 2048, LayoutMode.WIDE);
  private final TotalsDecoder decoder = TotalsDecoder.of(layout);

  /** Adds up ten rows: x = 10 to 19, five of each group, all female but the last. */
  private BigInteger total() {
    PackedEncoder encoder = PackedEncoder.of(layout);
    BlockArray blocks = BlockArray.allocate(10, layout.plaintextBytes());
    encoder.start(blocks);
    RowBuffer row = layout.newRow();
    for (int i = 0; i < 10; i++) {
      row.set(0, i);
      row.read(1, i == 9 ? "M" : "F");
      row.set(2, i % 2);
      encoder.add(row);
    }
    BigInteger total = BigInteger.ZERO;
    int used = encoder.finish();
    for (int i = 0; i < used; i++) {
      total = total.add(blocks.get(i));
    }
    return total;
  }

  private BigInteger shifted(int slot, long change) {
    int bit = layout.places().bit(layout.places().index(1, slot));
    return total().add(BigInteger.valueOf(change).shiftLeft(bit));
  }

  private void requireRefused(BigInteger total, String reason) {
    assertThatThrownBy(() -> decoder.decode(List.of(total), 10))
        .isInstanceOf(ImplausibleTotalException.class)
        .hasMessageContaining(reason)
        .hasMessageEndingWith("; nothing is released");
  }

  @Test
  void takes_the_totals_of_rows() {
    List<GroupTotals> groups = decoder.decode(List.of(total()), 10);
    assertThat(groups).hasSize(2);
    assertThat(groups.get(1).rows()).isEqualTo(5);
    assertThat(groups.get(1).columns())
        .hasToString(
            "[Numbers[name=x, moments=Moments[n=5, sum=75, sumOfSquares=1165]],"
                + " Categories[name=sex, n=5, counts={F=4, M=1}]]");
    BlockArray block = BlockArray.of(layout.plaintextBytes(), total());
    assertThat(decoder.decode(block, 10)).isEqualTo(groups);
  }

  @Test
  void refuses_counts_that_disagree() {
    requireRefused(shifted(ROWS, 1), "the groups have 11 rows, 10 were added up");
    requireRefused(shifted(ROWS, -1), "a count is above the number of rows");
    requireRefused(shifted(ROWS, 6), "a count is above the number of rows");
    requireRefused(shifted(VALUES, 1), "a count is above the number of rows");
    requireRefused(shifted(FEMALE, 1), "do not add up");
    requireRefused(shifted(FEMALE, 2), "a count is above");
    requireRefused(shifted(FEMALE, -1), "do not add up");
  }

  @Test
  @Requirement(id = "R11", figure = "sums one above their bound: refused")
  void refuses_sums_outside_of_their_bounds() {
    requireRefused(shifted(SUM, 21), "outside of the declared bounds");
    requireRefused(shifted(SUM, -18), "outside of the declared bounds");
    requireRefused(shifted(SQUARES, 61), "outside of the declared bounds");
    requireRefused(shifted(SQUARES, -41), "outside of the declared bounds");
    requireRefused(shifted(VALUES, -3), "outside of the declared bounds");
  }

  @Test
  void refuses_another_number_of_rows() {
    assertThatThrownBy(() -> decoder.decode(List.of(total()), 9))
        .isInstanceOf(ImplausibleTotalException.class);
    assertThatThrownBy(() -> decoder.decode(List.of(total()), 11))
        .isInstanceOf(ImplausibleTotalException.class);
    assertThatThrownBy(() -> decoder.decode(List.of(total()), 101))
        .isInstanceOf(EncodingOverflowException.class);
    assertThatThrownBy(() -> decoder.decode(List.of(total(), total()), 10))
        .isInstanceOf(ImplausibleTotalException.class);
    assertThatThrownBy(() -> decoder.decode(List.of(total().negate()), 10))
        .isInstanceOf(ImplausibleTotalException.class);
  }

  @Test
  void refuses_what_masks_leave_when_they_do_not_cancel() {
    Random random = Seeds.random("TotalsDecoderTest");
    for (int i = 0; i < 1000; i++) {
      requireRefused(new BigInteger(2047, random), "bits outside of its slots");
    }
  }

  @Test
  void refuses_the_totals_of_no_rows_but_the_empty_ones() {
    assertThat(decoder.decode(List.of(BigInteger.ZERO), 0)).hasSize(2);
    assertThatThrownBy(() -> decoder.decode(List.of(total()), 0))
        .isInstanceOf(ImplausibleTotalException.class);
  }
}

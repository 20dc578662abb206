package io.blindsum.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.arith.BlockArray;
import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.EncodingOverflowException;
import io.blindsum.question.GroupBy;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackedEncoderTest {
  private static final List<ColumnSpec> COLUMNS = List.of(ColumnSpec.parse("x:int[0..9]"));
  private final SlotLayout layout =
      SlotLayout.of(COLUMNS, GroupBy.none(), 30, 1031, LayoutMode.TALL);
  private final RowBuffer row = layout.newRow();
  private final PackedEncoder encoder = PackedEncoder.of(layout);

  private int add(long x) {
    row.set(0, x);
    return encoder.add(row);
  }

  @Test
  void writes_the_slots_of_each_lane_little_first() {
    // rows 5, n 5, sum 9, squares 12 bits: bitlength of 30, 30, 270, 2430
    assertThat(layout.recordBits()).isEqualTo(31);
    assertThat(layout.recordsPerPlaintext()).isEqualTo(3);
    BlockArray blocks = BlockArray.allocate(2, 129);
    assertThat(encoder.start(blocks)).isEqualTo(6);
    assertThat(add(7)).isEqualTo(5);
    row.setNull(0);
    assertThat(encoder.add(row)).isEqualTo(4);
    assertThat(add(3)).isEqualTo(3);
    assertThat(add(9)).isEqualTo(2);
    assertThat(encoder.finish()).isEqualTo(2);
    assertThat(blocks.get(0))
        .isEqualTo(record(7).add(BigInteger.ONE.shiftLeft(31)).add(record(3).shiftLeft(62)));
    assertThat(blocks.get(1)).isEqualTo(record(9));
  }

  private static BigInteger record(long x) {
    return BigInteger.valueOf(1 + (1 << 5) + (x << 10) + ((x * x) << 19));
  }

  @Test
  void overwrites_what_was_in_the_blocks() {
    BlockArray blocks = BlockArray.allocate(1, 129);
    blocks.set(0, BigInteger.ONE.shiftLeft(1031).subtract(BigInteger.ONE));
    encoder.start(blocks);
    add(0);
    encoder.finish();
    assertThat(blocks.get(0)).isEqualTo(record(0));
  }

  @Test
  void wants_blocks_that_fit_and_have_room() {
    assertThatThrownBy(() -> add(1)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(encoder::finish).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> encoder.start(BlockArray.allocate(1, 128)))
        .hasMessage("1 blocks of 128 bytes: at least 1 of 129 expected");
    assertThatThrownBy(() -> encoder.start(BlockArray.allocate(0, 129)))
        .isInstanceOf(IllegalArgumentException.class);
    BlockArray blocks = BlockArray.allocate(1, 129);
    encoder.start(blocks);
    assertThatThrownBy(() -> encoder.start(blocks)).isInstanceOf(IllegalStateException.class);
    row.clear();
    assertThatThrownBy(() -> encoder.add(row)).hasMessageContaining("'x' of the row is not set");
    add(1);
    add(2);
    assertThat(add(3)).isZero();
    assertThatThrownBy(() -> add(4)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refuses_rows_of_another_layout_and_more_than_declared() {
    encoder.start(BlockArray.allocate(20, 129));
    SlotLayout other = SlotLayout.of(COLUMNS, GroupBy.none(), 31, 1031, LayoutMode.TALL);
    assertThatThrownBy(() -> encoder.add(other.newRow()))
        .isInstanceOf(IllegalArgumentException.class);
    for (int i = 0; i < 30; i++) {
      add(9);
    }
    assertThatThrownBy(() -> add(9))
        .isInstanceOf(EncodingOverflowException.class)
        .hasMessageContaining("31 rows are more than the declared maximum of 30");
  }
}

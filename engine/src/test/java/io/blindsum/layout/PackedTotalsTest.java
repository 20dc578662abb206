package io.blindsum.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.EncodingException;
import io.blindsum.encoding.EncodingOverflowException;
import io.blindsum.encoding.FieldStatus;
import io.blindsum.encoding.NumberType;
import io.blindsum.question.GroupBy;
import io.blindsum.testing.Requirement;
import io.blindsum.testing.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Packs random cohorts, adds the plaintexts up and compares with plain computation. */
class PackedTotalsTest {
  private static final String LAYOUT =
      "{\"layout\":1,\"mode\":\"tall\",\"rows\":10000000,\"modulusBits\":3072,\"columns\":["
          + "\"age:int[18..120]\",\"t:dec(2)[-50.5..50]\",\"sex:cat{F,M}\",\"f:month[0..60]\"],"
          + "\"groupBy\":[\"sex\",\"age:10\",\"arms:1,2\"],"
          + "\"statistics\":[\"hist(t,2.5)\",\"table(sex,age:10)\",\"ols(t ~ age + f)\"]}";

  @Test
  void equals_plain_computation_on_random_cohorts() {
    Random random = Seeds.random("PackedTotalsTest");
    for (int i = 0; i < 400; i++) {
      RandomCohort cohort = RandomCohort.of(random);
      assertThat(cohort.packedTotals()).as(cohort.toString()).isEqualTo(cohort.plainTotals());
    }
  }

  @Test
  void reads_back_the_layout_of_every_random_cohort() {
    Random random = Seeds.random("PackedTotalsTest.layout");
    for (int i = 0; i < 400; i++) {
      SlotLayout layout = RandomCohort.of(random).layout();
      SlotLayout read = SlotLayout.parse(layout.toString());
      assertThat(read).isEqualTo(layout);
      assertThat(read.statistics()).isEqualTo(layout.statistics());
      assertThat(read.groupBy()).isEqualTo(layout.groupBy()).hasSameHashCodeAs(layout.groupBy());
    }
  }

  @Test
  void reads_no_damaged_layout_as_another_text() {
    Random random = Seeds.random("PackedTotalsTest.damaged");
    for (int i = 0; i < 20_000; i++) {
      StringBuilder damaged = new StringBuilder(LAYOUT);
      int at = random.nextInt(damaged.length());
      switch (random.nextInt(3)) {
        case 0 -> damaged.deleteCharAt(at);
        case 1 -> damaged.insert(at, LAYOUT.charAt(random.nextInt(LAYOUT.length())));
        default -> damaged.setCharAt(at, LAYOUT.charAt(random.nextInt(LAYOUT.length())));
      }
      String text = damaged.toString();
      try {
        assertThat(SlotLayout.parse(text)).hasToString(text);
      } catch (EncodingException e) {
        assertThat(e).hasMessageNotContaining("\n");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(LayoutMode.class)
  @Requirement(id = "R11", figure = "rows at the declared bound: exact; one more: refused")
  void is_exact_at_the_bound_and_refuses_one_more(LayoutMode mode) {
    Random random = Seeds.random("PackedTotalsTest.bound");
    for (int i = 0; i < 40; i++) {
      int maxRows = 1 + random.nextInt(300);
      long highest = random.nextLong(NumberType.LIMIT);
      List<ColumnSpec> columns =
          List.of(
              ColumnSpec.parse("low:int[" + -highest + ".." + (highest - 1) + "]"),
              ColumnSpec.parse("x:int[0.." + highest + "]"));
      int bits = 600 + random.nextInt(3000);
      SlotLayout layout = SlotLayout.of(columns, GroupBy.none(), maxRows, bits, mode);
      List<List<String>> rows = new ArrayList<>();
      for (int row = 0; row < maxRows; row++) {
        rows.add(List.of(Long.toString(highest - 1), Long.toString(highest)));
      }
      RandomCohort atBound = new RandomCohort(layout, rows);
      assertThat(atBound.packedTotals()).isEqualTo(atBound.plainTotals());
      rows.add(rows.get(0));
      assertThatThrownBy(atBound::packedTotals).isInstanceOf(EncodingOverflowException.class);
      RowBuffer row = layout.newRow();
      assertThat(row.read(1, Long.toString(highest + 1))).isEqualTo(FieldStatus.OUT_OF_RANGE);
      assertThatThrownBy(() -> row.set(1, highest + 1))
          .isInstanceOf(EncodingOverflowException.class);
    }
  }

  @Test
  void gives_every_group_also_without_rows() {
    List<ColumnSpec> columns = List.of(ColumnSpec.parse("x:dec(1)[-5..5]"));
    GroupBy groupBy = GroupBy.parse(List.of("sex:F,M"), columns);
    SlotLayout layout = SlotLayout.of(columns, groupBy, 1000, 2048, LayoutMode.TALL);
    RandomCohort none = new RandomCohort(layout, List.of());
    assertThat(none.packedTotals()).isEqualTo(none.plainTotals()).hasSize(2);
    assertThat(none.packedTotals().get(1).group()).containsEntry("sex", "M");
  }

  @Test
  void spreads_rows_over_several_block_arrays() {
    List<ColumnSpec> columns = List.of(ColumnSpec.parse("x:int[0..9]"));
    SlotLayout layout = SlotLayout.of(columns, GroupBy.none(), 1000, 2048, LayoutMode.TALL);
    List<List<String>> rows =
        IntStream.range(0, 1000).mapToObj(i -> List.of(Integer.toString(i % 10))).toList();
    RandomCohort cohort = new RandomCohort(layout, rows);
    assertThat(layout.recordsPerPlaintext()).isGreaterThan(1);
    assertThat(cohort.packedTotals()).isEqualTo(cohort.plainTotals());
  }
}

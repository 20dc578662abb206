package io.blindsum.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.EncodingOverflowException;
import io.blindsum.encoding.SpecificationException;
import io.blindsum.layout.Slot.Content;
import io.blindsum.question.GroupBy;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlotLayoutTest {
  private static final long TEN_MILLION = 10_000_000;

  private static List<ColumnSpec> columns(String... texts) {
    return List.of(texts).stream().map(ColumnSpec::parse).toList();
  }

  private static SlotLayout layout(
      List<ColumnSpec> columns, List<String> groups, int bits, LayoutMode mode) {
    return SlotLayout.of(columns, GroupBy.parse(groups, columns), TEN_MILLION, bits, mode);
  }

  @ParameterizedTest
  @CsvSource({
    "age:int[18..120], 30, 37",
    "sbp:int[60..260], 31, 39",
    "hba1c:dec(2)[3.00..20.00], 34, 45",
    "ldl:dec(1)[0.0..15.0], 31, 38",
    "constant:int[7..7], 0, 0"
  })
  void is_just_as_wide_as_ten_million_rows_need(String column, int sumBits, int squareBits) {
    SlotLayout layout = layout(columns(column), List.of(), 2048, LayoutMode.WIDE);
    assertThat(layout.slots())
        .extracting(Slot::content)
        .containsExactly(Content.ROWS, Content.VALUES, Content.SUM, Content.SUM_OF_SQUARES);
    assertThat(layout.slots()).extracting(Slot::bits).containsExactly(24, 24, sumBits, squareBits);
    assertThat(layout.recordBits()).isEqualTo(48 + sumBits + squareBits);
  }

  @Test
  void lays_each_group_out() {
    List<ColumnSpec> columns = columns("age:int[18..120]", "sex:cat{F,M}");
    SlotLayout layout = layout(columns, List.of("arms:0,1,2,3"), 2048, LayoutMode.WIDE);
    assertThat(layout.recordBits()).isEqualTo(4 * (24 + 24 + 30 + 37 + 24 + 24 + 24));
    assertThat(layout.recordsPerPlaintext()).isEqualTo(1);
    assertThat(layout.plaintextsPerRecord()).isEqualTo(1);
    assertThat(layout.plaintexts(1000)).isEqualTo(1000);
    assertThat(layout.capacityBits()).isEqualTo(2048 - 2 - 64);
    assertThat(layout.plaintextBytes()).isEqualTo(256);
    assertThat(layout.inputs()).extracting(ColumnSpec::name).containsExactly("age", "sex", "arms");
  }

  @Test
  void puts_several_records_into_a_tall_plaintext() {
    List<ColumnSpec> columns = columns("age:int[18..120]");
    SlotLayout layout = layout(columns, List.of(), 2048, LayoutMode.TALL);
    assertThat(layout.recordsPerPlaintext()).isEqualTo((2048 - 66) / 115).isEqualTo(17);
    assertThat(layout.plaintexts(0)).isZero();
    assertThat(layout.plaintexts(17)).isEqualTo(1);
    assertThat(layout.plaintexts(18)).isEqualTo(2);
    layout.requireLanes(170);
    assertThatThrownBy(() -> layout.requireLanes(169))
        .isInstanceOf(SpecificationException.class)
        .hasMessage(
            "169 rows in 17 lanes of a tall layout leave fewer than 10 rows to a lane;"
                + " use wide");
    layout(columns, List.of(), 2048, LayoutMode.WIDE).requireLanes(1);
  }

  @Test
  void adds_all_records_of_a_batch_up_in_partials() {
    List<ColumnSpec> columns = columns("age:int[18..120]", "sbp:int[60..260]");
    SlotLayout narrow = layout(columns, List.of(), 2048, LayoutMode.PARTIALS);
    assertThat(narrow.lanes()).isEqualTo(1);
    assertThat(narrow.recordsPerPlaintext()).isEqualTo(TEN_MILLION);
    assertThat(narrow.plaintexts(0)).isZero();
    assertThat(narrow.plaintexts(1)).isEqualTo(1);
    assertThat(narrow.plaintexts(TEN_MILLION)).isEqualTo(1);
    SlotLayout broad = layout(columns, List.of("age:5"), 2048, LayoutMode.PARTIALS);
    assertThat(broad.plaintextsPerRecord()).isGreaterThan(1);
    assertThat(broad.plaintexts(TEN_MILLION)).isEqualTo(broad.plaintextsPerRecord());
    broad.requireLanes(1);
  }

  @Test
  void makes_no_more_lanes_than_the_declared_rows_can_fill() {
    SlotLayout layout =
        SlotLayout.of(columns("x:int[0..1]"), GroupBy.none(), 45, 2048, LayoutMode.TALL);
    assertThat(layout.recordsPerPlaintext()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"WIDE", "TALL"})
  void spreads_a_wide_record_over_plaintexts(LayoutMode mode) {
    List<ColumnSpec> columns = columns("age:int[18..120]", "sbp:int[60..260]");
    SlotLayout layout = layout(columns, List.of("age:5", "arms:0,1,2,3"), 2048, mode);
    assertThat(layout.plaintextsPerRecord()).isGreaterThan(1);
    assertThat(layout.recordsPerPlaintext()).isEqualTo(1);
    assertThat(layout.plaintexts(3)).isEqualTo(3L * layout.plaintextsPerRecord());
    IntStream.range(0, layout.plaintextsPerRecord())
        .forEach(i -> assertThat(layout.places().usedBits(i)).isBetween(1, layout.capacityBits()));
  }

  @Test
  void gives_no_slots_to_a_column_that_exact_groups_are_made_of() {
    List<ColumnSpec> columns = columns("arms:int[0..3]", "age:int[18..120]", "sex:cat{F,M}");
    SlotLayout layout = layout(columns, List.of("arms,sex"), 3072, LayoutMode.WIDE);
    assertThat(layout.slots()).extracting(Slot::column).containsExactly("", "age", "age", "age");
    SlotLayout banded = layout(columns, List.of("age:10"), 3072, LayoutMode.WIDE);
    assertThat(banded.slots()).hasSize(1 + 3 + 3 + 3);
  }

  @Test
  void cannot_overflow_at_its_bounds() {
    SlotLayout layout =
        layout(
            columns("wide:int[-999999999999999999..999999999999999999]", "sex:cat{F,M,X}"),
            List.of("g:1,2"),
            2048,
            LayoutMode.TALL);
    BigInteger rows = BigInteger.valueOf(layout.maxRows());
    for (Slot slot : layout.slots()) {
      assertThat(slot.bound().multiply(rows).bitLength()).isEqualTo(slot.bits());
    }
  }

  @Test
  void admits_rows_up_to_the_declared_maximum() {
    SlotLayout layout = layout(columns("x:int[0..9]"), List.of(), 2048, LayoutMode.WIDE);
    layout.requireRows();
    layout.requireRows(TEN_MILLION - 1, 1);
    assertThatThrownBy(() -> layout.requireRows(TEN_MILLION - 1, 1, 1))
        .isInstanceOf(EncodingOverflowException.class)
        .hasMessageContaining("10,000,001 rows are more than the declared maximum of 10,000,000");
    assertThatThrownBy(() -> layout.requireRows(Long.MAX_VALUE, Long.MAX_VALUE, 2))
        .isInstanceOf(EncodingOverflowException.class);
    assertThatThrownBy(() -> layout.requireRows(5, -1))
        .isInstanceOf(EncodingOverflowException.class);
  }

  @Test
  void keeps_its_canonical_form() {
    List<ColumnSpec> columns = columns("age \"y\":int[18..120]", "C:\\t:dec(2)[-50.5..50]");
    SlotLayout layout = layout(columns, List.of("age \"y\":10", "arms:1,2"), 3072, LayoutMode.TALL);
    String text =
        "{\"layout\":1,\"mode\":\"tall\",\"rows\":10000000,\"modulusBits\":3072,"
            + "\"columns\":[\"age \\\"y\\\":int[18..120]\",\"C:\\\\t:dec(2)[-50.5..50]\"],"
            + "\"groupBy\":[\"age \\\"y\\\":10\",\"arms:1,2\"]}";
    assertThat(layout).hasToString(text).isEqualTo(SlotLayout.parse(text));
    assertThat(SlotLayout.parse(text)).hasSameHashCodeAs(layout);
    assertThat(layout(columns, List.of(), 3072, LayoutMode.WIDE)).isNotEqualTo(layout);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"layout\":2,\"mode\":\"wide\",\"rows\":1,\"modulusBits\":2048,\"columns\":[],\"groupBy\":[]}",
        "{\"layout\":1,\"mode\":\"deep\",\"rows\":1,\"modulusBits\":2048,\"columns\":[],\"groupBy\":[]}",
        "{\"layout\":1,\"mode\":\"wide\",\"rows\":01,\"modulusBits\":2048,\"columns\":[],\"groupBy\":[]}",
        "{\"layout\":1,\"mode\":\"wide\",\"rows\":-1,\"modulusBits\":2048,\"columns\":[],\"groupBy\":[]}",
        "{\"layout\":1,\"mode\":\"wide\",\"rows\":0,\"modulusBits\":2048,\"columns\":[],\"groupBy\":[]}",
        "{\"layout\":1,\"mode\":\"wide\",\"rows\":1,\"modulusBits\":2048,\"columns\":[],\"groupBy\":[]}"
            + " ",
        "{\"layout\":1,\"mode\":\"wide\",\"rows\":1,\"modulusBits\":2048,\"columns\":[\"a",
        "{\"layout\":1,\"mode\":\"wide\",\"rows\":1,\"modulusBits\":2048,\"columns\":[\"a\\",
        "{\"layout\":1,\"mode\":\"wide\",\"rows\":1,\"modulusBits\":2048,\"columns\":[\"a:"
            + " int[0..1]\"],\"groupBy\":[]}",
        "{\"layout\":1,\"mode\":\"wide\",\"rows\":1,\"modulusBits\":2048,\"columns\":[],\"groupBy\":[\"a:1\",\"a:2\"]}",
        "{\"layout\":1,\"mode\":\"wide\",\"rows\":1,\"modulusBits\":99999999999,\"columns\":[],\"groupBy\":[]}"
      })
  void refuses_a_form_that_is_not_canonical(String text) {
    assertThatThrownBy(() -> SlotLayout.parse(text)).isInstanceOf(SpecificationException.class);
  }

  @Test
  void refuses_what_cannot_fit_with_the_numbers() {
    List<ColumnSpec> wide = columns("x:int[0..999999999999999999]");
    assertThatThrownBy(() -> layout(wide, List.of(), 192, LayoutMode.WIDE))
        .isInstanceOf(EncodingOverflowException.class)
        .hasMessageContaining("column 'x' needs a slot of 143 bits, a plaintext has 126");
    String labels =
        String.join(",", IntStream.range(0, 1000).mapToObj(i -> "c" + i).toArray(String[]::new));
    List<ColumnSpec> many = columns("y:cat{" + labels + "}", "g:int[1..101]");
    assertThatThrownBy(() -> layout(many, List.of("g"), 2048, LayoutMode.WIDE))
        .isInstanceOf(SpecificationException.class)
        .hasMessageContaining("101 groups of 1,002 slots are more than 100,000");
    String longLabels =
        String.join(
            ",", IntStream.range(0, 1000).mapToObj(i -> "c".repeat(90) + i).toArray(String[]::new));
    assertThatThrownBy(
            () -> layout(columns("y:cat{" + longLabels + "}"), List.of(), 2048, LayoutMode.WIDE))
        .hasMessageContaining("more than 65,536 bytes");
    assertThatThrownBy(
            () -> layout(columns("x:int[0..1]", "x:int[0..2]"), List.of(), 2048, LayoutMode.WIDE))
        .hasMessageContaining("declared twice");
  }
}

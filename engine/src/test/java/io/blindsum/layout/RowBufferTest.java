package io.blindsum.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.EncodingOverflowException;
import io.blindsum.encoding.FieldStatus;
import io.blindsum.question.GroupBy;
import java.nio.CharBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowBufferTest {
  private static final List<ColumnSpec> COLUMNS =
      List.of(
          ColumnSpec.parse("t:dec(2)[-50.5..50]"),
          ColumnSpec.parse("sex:cat{F,M,0.5}"),
          ColumnSpec.parse("age:int[18..120]"));

  private final SlotLayout layout =
      SlotLayout.of(
          COLUMNS,
          GroupBy.parse(List.of("age:20,40", "arms:1,2,NA"), COLUMNS),
          1000,
          2048,
          LayoutMode.WIDE);
  private final RowBuffer row = layout.newRow();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | -50.5   | VALUE | 0",
        "0 | -2.50   | VALUE | 4800",
        "0 | 50.000  | VALUE | 10050",
        "0 | -50.51  | OUT_OF_RANGE | 0",
        "0 | 1e30    | OUT_OF_RANGE | 10050",
        "0 | -1e30   | OUT_OF_RANGE | 0",
        "0 | 1.005   | TOO_PRECISE | -",
        "0 | NaN     | NOT_NUMERIC | -",
        "0 | 1,5     | NOT_NUMERIC | -",
        "0 | NA      | NULL | -",
        "1 | F       | VALUE | 0",
        "1 | M       | VALUE | 1",
        "1 | 0.5     | VALUE | 2",
        "1 | .50     | UNKNOWN_CATEGORY | -",
        "1 | f       | UNKNOWN_CATEGORY | -",
        "1 | NULL    | NULL | -",
        "2 | 20      | VALUE | 2",
        "2 | 40.0    | VALUE | 22",
        "2 | 30      | UNKNOWN_CATEGORY | -",
        "2 | 17      | OUT_OF_RANGE | 0",
        "2 | NA      | NO_GROUP | -",
        "3 | 1       | VALUE | 0",
        "3 | 2.0     | UNKNOWN_CATEGORY | -",
        "3 | NA      | VALUE | 2",
        "3 | null    | NO_GROUP | -",
        "3 | 3       | UNKNOWN_CATEGORY | -"
      })
  void reads_fields(int input, String text, FieldStatus status, String encoded) {
    char[] inside = ("<" + text + ">").toCharArray();
    assertThat(row.read(input, inside, 1, inside.length - 1)).isEqualTo(status);
    assertThat(row.read(input, CharBuffer.wrap(text))).isEqualTo(status);
    assertThat(row.read(input, text)).isEqualTo(status);
    if (!encoded.equals("-")) {
      assertThat(row.encoded(input)).isEqualTo(Long.parseLong(encoded));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "NA", "N/A", "NULL", "null", "\\N"})
  void takes_the_usual_texts_for_a_missing_value(String text) {
    assertThat(row.read(0, text)).isEqualTo(FieldStatus.NULL);
    assertThat(row.isNull(0)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "na", "nan", "Null", ".", "-", "?"})
  void takes_no_other_text_for_one(String text) {
    assertThat(row.read(0, text)).isEqualTo(FieldStatus.NOT_NUMERIC);
  }

  @Test
  void puts_rows_without_a_value_into_a_group_of_their_own_where_there_is_one() {
    SlotLayout withMissing =
        SlotLayout.of(
            COLUMNS,
            GroupBy.parse(List.of("age:20,40,", "sex:"), COLUMNS),
            1000,
            2048,
            LayoutMode.WIDE);
    RowBuffer some = withMissing.newRow();
    assertThat(some.read(2, "NA")).isEqualTo(FieldStatus.NULL);
    assertThat(some.read(1, "M")).isEqualTo(FieldStatus.VALUE);
    assertThat(some.group()).isEqualTo(2 * 4 + 1);
    assertThat(some.read(1, "")).isEqualTo(FieldStatus.NULL);
    assertThat(some.read(2, "40")).isEqualTo(FieldStatus.VALUE);
    assertThat(some.group()).isEqualTo(4 + 3);
  }

  @Test
  void reads_texts_longer_than_any_number() {
    assertThat(row.read(0, "9".repeat(400))).isEqualTo(FieldStatus.OUT_OF_RANGE);
    assertThat(row.read(0, "0".repeat(5000) + "1")).isEqualTo(FieldStatus.VALUE);
  }

  @Test
  void clamps_only_what_is_out_of_range() {
    assertThat(row.read(0, "77")).isEqualTo(FieldStatus.OUT_OF_RANGE);
    assertThat(row.clamp(0)).isEqualTo(FieldStatus.VALUE);
    assertThat(row.encoded(0)).isEqualTo(10_050);
    assertThatThrownBy(() -> row.clamp(0)).isInstanceOf(IllegalStateException.class);
    assertThat(row.read(2, "200")).isEqualTo(FieldStatus.OUT_OF_RANGE);
    assertThat(row.clamp(2))
        .as("120 is not a listed group")
        .isEqualTo(FieldStatus.UNKNOWN_CATEGORY);
  }

  @Test
  void refuses_encoded_values_outside_of_the_type() {
    assertThat(row.set(0, 10_050)).isEqualTo(FieldStatus.VALUE);
    assertThatThrownBy(() -> row.set(0, 10_051)).isInstanceOf(EncodingOverflowException.class);
    assertThatThrownBy(() -> row.set(0, -1)).isInstanceOf(EncodingOverflowException.class);
    assertThat(row.set(2, 3)).isEqualTo(FieldStatus.UNKNOWN_CATEGORY);
  }

  @Test
  void knows_what_is_not_set() {
    assertThat(layout.inputs())
        .extracting(ColumnSpec::name)
        .containsExactly("t", "sex", "age", "arms");
    row.read(0, "1");
    row.setNull(1);
    row.read(2, "40");
    row.read(3, "7");
    assertThatThrownBy(row::requireComplete).hasMessageContaining("'arms'");
    row.read(3, "NA");
    row.requireComplete();
    assertThat(row.group()).isEqualTo(5);
    row.clear();
    assertThatThrownBy(row::requireComplete).hasMessageContaining("'t'");
  }
}

package io.blindsum.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.SpecificationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupByTest {
  private static final List<ColumnSpec> COLUMNS =
      List.of(
          ColumnSpec.parse("sex:cat{F,M}"),
          ColumnSpec.parse("age:int[18..120]"),
          ColumnSpec.parse("hba1c:dec(2)[3..20]"),
          ColumnSpec.parse("delta:int[-12..3]"),
          ColumnSpec.parse("parity:int[0..3]"),
          ColumnSpec.parse("a:b,c:cat{x}"));

  private static List<String> labels(String... options) {
    GroupBy groupBy = GroupBy.parse(List.of(options), COLUMNS);
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < groupBy.size(); i++) {
      labels.add(String.join("/", groupBy.labels(i).values()));
    }
    return labels;
  }

  @Test
  void takes_the_values_of_a_declared_type() {
    assertThat(labels("sex")).containsExactly("F", "M");
    assertThat(labels("parity")).containsExactly("0", "1", "2", "3");
    assertThat(labels("a:b,c")).containsExactly("x");
    assertThat(labels()).containsExactly("");
  }

  @Test
  void crosses_lists_and_repeated_options_alike() {
    List<String> crossed = List.of("F/0", "F/1", "F/2", "F/3", "M/0", "M/1", "M/2", "M/3");
    assertThat(labels("sex,parity")).isEqualTo(crossed);
    assertThat(labels("sex", " parity ")).isEqualTo(crossed);
    assertThat(labels("sex", "arms:b,a")).containsExactly("F/b", "F/a", "M/b", "M/a");
    assertThat(GroupBy.parse(List.of("sex", "arms:b,a"), COLUMNS).labels(3))
        .containsExactly(Map.entry("sex", "M"), Map.entry("arms", "a"));
  }

  @Test
  void cuts_bands_at_multiples_of_the_width() {
    assertThat(labels("age:40")).containsExactly("18-39", "40-79", "80-119", "120");
    assertThat(labels("delta:5")).containsExactly("-12..-11", "-10..-6", "-5..-1", "0..3");
    assertThat(labels("hba1c:7.5")).containsExactly("3.00-7.49", "7.50-14.99", "15.00-20.00");
  }

  @Test
  void finds_the_band_of_each_value() {
    GroupColumn bands = GroupBy.parse(List.of("delta:5"), COLUMNS).columns().get(0);
    for (int x = -12; x <= 3; x++) {
      assertThat(bands.ordinal(x + 12)).isEqualTo(Math.floorDiv(x, 5) + 3);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "sex",
        "age:10",
        "age:60,20",
        "hba1c:0.5",
        "hba1c:7.5,3",
        "sex:M",
        "arms:1,2",
        "arms:x y",
        "arms:1,1.0,01",
        "arms:\"a, b\",\"{c\"",
        "site:a:b,c",
        "sex:",
        "a:b,c:",
        "age:10,",
        "arms:1,2,",
        "site:a:b,\"c,\","
      })
  void writes_the_text_it_parsed(String text) {
    assertThat(GroupBy.parse(List.of(text), COLUMNS).texts()).containsExactly(text);
  }

  @Test
  void has_a_group_of_rows_without_a_value_where_that_is_asked_for() {
    assertThat(labels("sex:", "parity:2"))
        .containsExactly("F/0-1", "F/2-3", "M/0-1", "M/2-3", "(missing)/0-1", "(missing)/2-3");
    assertThat(labels("parity:2,", "arms:b,a,"))
        .containsExactly(
            "0-1/b",
            "0-1/a",
            "0-1/(missing)",
            "2-3/b",
            "2-3/a",
            "2-3/(missing)",
            "(missing)/b",
            "(missing)/a",
            "(missing)/(missing)");
    GroupBy groups = GroupBy.parse(List.of("sex:", "parity:1,0,"), COLUMNS);
    assertThat(IntStream.range(0, groups.size()).filter(groups::isMissing))
        .containsExactly(2, 5, 6, 7, 8);
    assertThat(groups.exactValue(COLUMNS.get(4), 3)).hasValue(1);
    assertThat(groups.exactValue(COLUMNS.get(4), 5)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "sex                      | sex:",
        "sex: drop missing        | sex",
        "sex:drop missing         | sex",
        "sex:                     | sex:",
        "age:10                   | age:10,",
        "age:10 : drop missing    | age:10",
        "arms:1,2                 | arms:1,2,",
        "arms:1,2: drop missing   | arms:1,2",
        "a:b,c                    | a:b,c:",
        "sex,parity               | sex:/parity:",
        "sex,parity: drop missing | sex/parity",
      })
  void people_say_where_rows_without_a_value_are_left_out(String option, String texts) {
    GroupBy groups = GroupBy.parseOptions(List.of(option), COLUMNS);
    assertThat(String.join("/", groups.texts())).isEqualTo(texts);
    assertThat(GroupBy.parse(groups.texts(), COLUMNS)).isEqualTo(groups);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "arms            | 'arms' is not a declared column; declare it, or list its values",
        "sex,arms        | 'arms' is not a declared column",
        "sex,arms:1,2    | one option to each column with values",
        "hba1c           | has 1,701 values, more than 1,000 groups; make bands with hba1c:WIDTH",
        "hba1c:0.01      | has 1,701 bands of 0.01, more than 1,000 groups; make them wider",
        "age:0           | band width of 0; it must be above 0",
        "age:-5          | band width of -5",
        "age:2.5         | '2.5' has more than 0 decimals",
        "age:x           | 'x' is not a number",
        "age:20,17       | lists '17', which is no int[18..120]",
        "age:20,2e1      | lists '2e1' twice",
        "sex:F,X         | lists 'X', which is no cat{F,M}",
        "arms:1,1        | category '1' is listed twice",
        "arms:           | 'arms' lists no value",
        "arms:1,,        | category ''",
        "sex,sex         | names a column twice",
        "``              | '' is not a declared column"
      })
  void names_the_fix(String option, String reason) {
    assertThatThrownBy(() -> GroupBy.parse(List.of(option), COLUMNS))
        .isInstanceOf(SpecificationException.class)
        .hasMessageContaining("group-by")
        .hasMessageContaining(reason);
  }

  @Test
  void refuses_more_than_a_thousand_groups() {
    assertThat(labels("sex", "age:10", "parity", "a:b,c", "delta:5")).hasSize(2 * 12 * 4 * 4);
    assertThatThrownBy(() -> labels("age", "delta"))
        .hasMessageContaining("more than 1000 groups; make bands");
  }
}

package io.blindsum.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a parameter in a query's text, and what only looks like one. */
class NamedSqlTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "select 1 | select 1 | ##",
        "a = :a and b < :b_2 or c = :a | a = ? and b < ? or c = ? | a b_2 a",
        "x = :x::int and y::text = 'z' | x = ?::int and y::text = 'z' | x",
        "t = ':no' and c = \":no\" and d = :yes | t = ':no' and c = \":no\" and d = ? | yes",
        "`a:no` = :a and b = '`' | `a:no` = ? and b = '`' | a",
        "t = 'it''s :no' | t = 'it''s :no' | ##",
        "/* :no */ a = :a -- :no | /* :no */ a = ? -- :no | a",
        "t = $$ :no ? $$ and u = $q$ :no $q$ and a = :a | t = $$ :no ? $$ and u = $q$ :no $q$ and"
            + " a = ? | a",
        "a $1 :a | a $1 ? | a",
        "a : 1 | a : 1 | ##",
      })
  void findsParametersOutsideOfText(String sql, String positional, String names) {
    NamedSql parsed = NamedSql.parse(sql);
    assertThat(parsed.positional()).isEqualTo(positional);
    assertThat(parsed.names())
        .isEqualTo(Arrays.stream(names.split(" ")).filter(name -> !name.isEmpty()).toList());
  }

  @Test
  void goesOnBehindAComment() {
    NamedSql parsed = NamedSql.parse("a -- :no\n= :a");
    assertThat(parsed.positional()).isEqualTo("a -- :no\n= ?");
    assertThat(parsed.names()).containsExactly("a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a = ?", "a = 'x", "a = \"x", "a /* x", "a = $$ x", "a = $q$ x $$"})
  void refusesWhatItCannotRead(String sql) {
    assertThatThrownBy(() -> NamedSql.parse(sql)).isInstanceOf(IllegalArgumentException.class);
  }
}

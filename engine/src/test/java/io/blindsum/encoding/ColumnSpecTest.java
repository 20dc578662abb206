package io.blindsum.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnSpecTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "age:int[18..120]",
        "t:dec(2)[-50.5..50]",
        "sex:cat{F,M}",
        "t:month[0..60]",
        "dead:bool",
        "birth:date(years to 2024-01-01)[18..90]",
        "seen: (1):date(months from 2020-01-01, dd.MM.yyyy)[0..60]",
        "delta:int[-10..-3]",
        "zero:int[0..0]",
        "wide:int[-999999999999999999..999999999999999999]",
        "fine:dec(18)[0..0.999999999999999999]",
        "Längd (cm) [i strumplästen]:dec(1)[40..250]",
        "LOINC:8480-6, mm[Hg]:int[60..260]",
        "name with spaces:cat{first visit,second visit: late,Ü}",
        "site:cat{NA,EU}",
        "code:cat{1,1.0,01,1E2,100}",
        "race:cat{\"White, non-Hispanic\",Black}",
        "set:cat{\"{a}\",\"b}\",\"\"\"quoted\"\"\",5\" nail,\"x:{}:cat\"}",
        "odd {name}:cat{a}"
      })
  void writes_what_it_parsed(String text) {
    ColumnSpec column = ColumnSpec.parse(text);
    assertThat(column).hasToString(text).isEqualTo(ColumnSpec.parse(column.toString()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        " age : int [ 18 .. 120 ] | age:int[18..120]",
        "t:dec( 2 )[-50.500..5e1] | t:dec(2)[-50.5..50]",
        "sex:cat{ F , M }         | sex:cat{F,M}",
        "sex:cat{ \"F\" , \"M, x\"} | sex:cat{F,\"M, x\"}",
        "x:dec(1)[-0.0..100]      | x:dec(1)[0..100]"
      })
  void normalises(String text, String canonical) {
    assertThat(ColumnSpec.parse(text)).hasToString(canonical);
  }

  @Test
  void takes_the_last_colon_before_the_type() {
    assertThat(ColumnSpec.parse("a:b:cat{x:y,z}"))
        .isEqualTo(new ColumnSpec("a:b", new CategoryType(List.of("x:y", "z"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "age                     | has no type; write NAME:TYPE",
        "a:flaot(2)[0..1]        | unknown type 'flaot'; did you mean dec?",
        "a:integer[0..1]         | unknown type 'integer'; did you mean int?",
        "a:caat{x}               | unknown type 'caat'; did you mean cat?",
        "a:spectrum[0..1]        | unknown type 'spectrum'; write int[lo..hi]",
        "a:int[5..4]             | the lower bound 5 is above the upper bound 4",
        "a:int                   | 'int' is not a type",
        "a:int(2)[0..1]          | 'int(2)[0..1]' is not a type",
        "a:int[0.5..1]           | '0.5' has more than 0 decimals",
        "a:int[0-9]              | is not written [lo..hi]",
        "a:int[x..9]             | the bound 'x' is not a number",
        "a:int[0..1e18]          | '1e18' has more than 18 digits",
        "a:int[..9]              | the bound '' is not a number",
        "a:dec[0..1]             | 'dec[0..1]' is not a type",
        "a:dec()[0..1]           | write dec(2)[lo..hi]",
        "a:dec(19)[0..1]         | 19 decimals: at most 18",
        "a:dec(2)[0..1           | is not a type",
        "a:dec(2)                | is not a type",
        "a:cat[F..M]             | is not a type",
        "a:cat(2){F}             | is not a type",
        "a:cat{}                 | category ''",
        "a:cat{F,,M}             | category ''",
        "a:cat{F,F}              | category 'F' is listed twice",
        "a:cat{\"F,M}             | a quote that does not end its label",
        "a:cat{\"F\"x,M}          | a quote that does not end its label",
        ":int[0..1]              | column name ''"
      })
  void says_what_is_wrong_in_one_line(String text, String reason) {
    assertThatThrownBy(() -> ColumnSpec.parse(text))
        .isInstanceOf(SpecificationException.class)
        .hasMessageContaining(reason)
        .hasMessageContaining(text.strip().isEmpty() ? "" : "column ")
        .hasMessageNotContaining("\n");
  }
}

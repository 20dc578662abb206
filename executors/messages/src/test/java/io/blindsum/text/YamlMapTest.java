package io.blindsum.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that people write: read to the letter, and refused by line and column. */
class YamlMapTest {
  private static final String GOOD =
      """
      # a comment
      site: r1
      rows: 10_000
      open: true
      none:
      keys: [7f3a, 12345]
      columns:
        age: int[18..120]
        sex: cat{F,M}
      """;

  @Test
  void readsMembersByKind() {
    YamlMap map = YamlMap.parse("f.yaml", GOOD);
    assertThat(map.text("site")).isEqualTo("r1");
    assertThat(map.integer("rows", 1, 10_000, null)).isEqualTo(10_000);
    assertThat(map.integer("absent", 1, 2, 2L)).isEqualTo(2);
    assertThat(map.flag("open", false)).isTrue();
    assertThat(map.has("none")).isFalse();
    assertThat(map.texts("keys")).containsExactly("7f3a", "12345");
    assertThat(map.map("columns").orElseThrow().toTexts())
        .containsExactly(entry("age", "int[18..120]"), entry("sex", "cat{F,M}"));
    assertThat(YamlMap.parse("f.yaml", "year: 2025\nbmi: 22.50\nsex: F\narm: '1'").toValues())
        .containsExactly(
            entry("year", 2025L), entry("bmi", "22.50"), entry("sex", "F"), entry("arm", "1"));
    assertThat(map.requireOnly("site", "rows", "open", "none", "keys", "columns")).isSameAs(map);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "site: r1\\nsit: x | unknown member 'sit' at f.yaml line 2 column 1",
        "site: r1\\nsite: r2 | 'site' for the second time at f.yaml line 2 column 1",
        "rows: &a 1\\nsite: *a | an alias at f.yaml line 2 column",
        "site: [r1] | not a single value at f.yaml line 1 column 7",
        "rows: 10 | no member 'site' at f.yaml line 1",
        "site: r1\\nrows: x | rows: not a whole number from 1 to 100 at f.yaml line 2 column 1",
        "site: r1\\nrows: 101 | rows: not a whole number from 1 to 100 at f.yaml line 2 column 1",
        "site: r1\\nrows: 5.0 | rows: not a whole number from 1 to 100 at f.yaml line 2 column 1",
        "site: r1\\n  rows: 5 | not YAML at f.yaml line 2",
        "site: 'r1 | not YAML at f.yaml line",
        "- site | no members at f.yaml",
        "## | no members at f.yaml",
        "site: r1\\n---\\nsite: r2 | a second document at f.yaml line",
      })
  void refusesByLineAndColumn(String text, String message) {
    assertThatThrownBy(
            () -> {
              YamlMap map = YamlMap.parse("f.yaml", text.replace("\\n", "\n"));
              map.requireOnly("site", "rows");
              map.text("site");
              map.integer("rows", 1, 100, null);
            })
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(message)
        .hasNoCause();
  }
}

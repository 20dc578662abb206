package io.blindsum.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.SpecificationException;
import io.blindsum.question.text.SqlCondition;
import io.blindsum.question.text.WhereClause;
import io.blindsum.text.DataException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

class WhereClauseTest {
  private static final List<ColumnSpec> COLUMNS =
      Stream.of("age:int[18..120]", "hba1c:dec(1)[-3..20]", "sex:cat{F,M}", "arms:cat{0,1,2}")
          .map(ColumnSpec::parse)
          .toList();

  @TempDir private Path folder;

  @Test
  void writes_no_text_of_the_query_into_the_statement() {
    WhereClause where =
        WhereClause.parse("not (sex = F or age between 40 and 50) and hba1c is missing", COLUMNS);
    SqlCondition sql = where.over(name -> name.equals("sex") ? "\"S\"\"X\"" : "`" + name + "`");
    assertThat(sql.text())
        .isEqualTo(
            "(NOT ((CAST(\"S\"\"X\" AS VARCHAR(200)) = ? OR (`age` >= ? AND `age` <= ?)))"
                + " AND `hba1c` IS NULL)"
                + " OR CAST(\"S\"\"X\" AS VARCHAR(200)) NOT IN (?, ?)"
                + " OR `age` < ? OR `age` > ? OR `hba1c` < ? OR `hba1c` > ?");
    assertThat(sql.values())
        .containsExactly(
            "F", 40L, 50L, "F", "M", 18L, 120L, new BigDecimal("-3.0"), new BigDecimal("20.0"));
    assertThat(where.columns()).extracting(ColumnSpec::name).containsExactly("sex", "age", "hba1c");
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                          | character 1: a declared column expected",
        "age >= 40; drop table x     | character 10: ';' has no place",
        "sex = 'F'                   | character 7: ''' has no place",
        "age = 40 -- x               | '-' has no place",
        "weight > 3                  | character 1: a declared column expected, not 'weight'",
        "age >= 200                  | character 8: a value of 'age:int[18..120]' expected, not"
            + " '200'",
        "age = 40.5                  | a value of 'age:int[18..120]' expected",
        "hba1c = 7.25                | a value of 'hba1c:dec(1)[-3..20]' expected",
        "sex = X                     | a value of 'sex:cat{F,M}' expected, not 'X'",
        "sex < M                     | 'sex' is a category: write =, != or in",
        "age = hba1c                 | a value of 'age:int[18..120]' expected, not 'hba1c'",
        "age                         | one of = != < <= > >=",
        "age > 40 age                | 'and', 'or' or the end expected, not 'age'",
        "(age > 40                   | ')' expected",
        "age in 40                   | '(' expected",
        "age is 40                   | 'missing' expected",
        "age between 40 or 50        | 'and' expected, not 'or'",
      })
  void says_what_is_wrong_and_where(String text, String message) {
    assertThatThrownBy(() -> WhereClause.parse(text, COLUMNS))
        .isInstanceOf(SpecificationException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refuses_what_is_long_or_deep() {
    assertThatThrownBy(() -> WhereClause.parse("(".repeat(100) + "age = 40", COLUMNS))
        .isInstanceOf(SpecificationException.class)
        .hasMessageContaining("deep");
    assertThatThrownBy(() -> WhereClause.parse("age = 40 or ".repeat(1000), COLUMNS))
        .isInstanceOf(SpecificationException.class)
        .hasMessageContaining("2,000 characters");
  }

  @Test
  void refuses_a_row_that_it_cannot_judge() throws IOException {
    Path csv = Files.writeString(folder.resolve("bad.csv"), "id,age\n1,40\n2,4711\n");
    WhereClause where = WhereClause.parse("age > 39", COLUMNS);
    assertThatThrownBy(() -> ids(new FilteredSource(CsvSource.open(csv), where)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'age' is not of its declared type at bad.csv line 3")
        .hasMessageNotContaining("4711");
  }

  private static List<String> ids(CohortSource source) {
    List<String> ids = new ArrayList<>();
    try (source) {
      int id = source.column("id");
      while (source.next()) {
        ids.add(source.field(id).toString());
        assertThat(source.row()).isEqualTo(ids.size());
      }
    }
    return ids;
  }
}

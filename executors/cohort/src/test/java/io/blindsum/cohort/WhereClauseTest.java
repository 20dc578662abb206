package io.blindsum.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.ColumnType;
import io.blindsum.encoding.SpecificationException;
import io.blindsum.question.text.SqlCondition;
import io.blindsum.question.text.WhereClause;
import io.blindsum.testing.Seeds;
import io.blindsum.text.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

class WhereClauseTest {
  private static final List<ColumnSpec> COLUMNS =
      Stream.of("age:int[18..120]", "hba1c:dec(1)[-3..20]", "sex:cat{F,M}", "arms:cat{0,1,2}")
          .map(ColumnSpec::parse)
          .toList();
  private static final List<String> COMPARISONS =
      List.of(
          "age = 40",
          "age != 40",
          "age < 40",
          "age <= 41",
          "hba1c > 7.5",
          "hba1c >= -1.5",
          "hba1c = 7",
          "sex = F",
          "sex != M",
          "arms in (0, 2)",
          "arms = 1",
          "age in (40,41,42)",
          "age between 39 and 41",
          "hba1c is missing",
          "sex is not missing");

  @TempDir private Path folder;

  @Test
  void takes_the_rows_that_a_database_takes() throws IOException, SQLException {
    Random random = Seeds.random("WhereClauseTest");
    Path csv = folder.resolve("cohort.csv");
    String url = "jdbc:h2:mem:where";
    try (Connection keeper = DriverManager.getConnection(url);
        Statement statement = keeper.createStatement()) {
      statement.execute(
          "create table cohort (\"id\" int, AGE int, \"hba1c\" numeric(5,1), \"sex\" char(1),"
              + " \"arms\" int)");
      StringBuilder text = new StringBuilder("id,age,hba1c,sex,arms\n");
      for (int id = 0; id < 200; id++) {
        String row = id + "," + randomRow(random);
        text.append(row).append('\n');
        statement.execute("insert into cohort values (" + sqlRow(row) + ")");
      }
      Files.writeString(csv, text);
      for (int i = 0; i < 200; i++) {
        WhereClause where = WhereClause.parse(randomCondition(random, 3), COLUMNS);
        JdbcQuery query =
            new JdbcQuery(
                "cohort",
                "select * from cohort where \"id\" < :most order by \"id\" -- the site's own text;",
                new QueryParameters(Map.of("most", ColumnType.parse("int[0..1000]"))),
                Duration.ofMinutes(1),
                100);
        CohortSource rows =
            JdbcSource.open(query, url, null, null, Map.of("most", 200L), Optional.of(where));
        assertThat(ids(new FilteredSource(CsvSource.open(csv), where)))
            .as(where.toString())
            .containsExactlyInAnyOrderElementsOf(ids(rows));
      }
    }
  }

  @Test
  void writes_no_text_of_the_query_into_the_statement() {
    WhereClause where =
        WhereClause.parse("not (sex = F or age between 40 and 50) and hba1c is missing", COLUMNS);
    SqlCondition sql = where.over(name -> name.equals("sex") ? "\"S\"\"X\"" : "`" + name + "`");
    assertThat(sql.text())
        .isEqualTo(
            "(NOT ((CAST(\"S\"\"X\" AS VARCHAR(200)) = ? OR (`age` >= ? AND `age` <= ?)))"
                + " AND `hba1c` IS NULL)");
    assertThat(sql.values()).containsExactly("F", 40L, 50L);
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

  private static String randomRow(Random random) {
    String age = random.nextInt(8) == 0 ? "" : String.valueOf(38 + random.nextInt(6));
    String hba1c = random.nextInt(4) == 0 ? "" : String.valueOf((random.nextInt(230) - 30) / 10.0);
    String sex = List.of("F", "M", "").get(random.nextInt(3));
    return String.join(",", age, hba1c, sex, random.nextInt(5) == 0 ? "" : "" + random.nextInt(3));
  }

  private static String sqlRow(String row) {
    List<String> fields = new ArrayList<>();
    for (String field : row.split(",", -1)) {
      fields.add(field.isEmpty() ? "null" : "'" + field + "'");
    }
    return String.join(",", fields);
  }

  private static String randomCondition(Random random, int depth) {
    if (depth == 0 || random.nextInt(4) == 0) {
      return COMPARISONS.get(random.nextInt(COMPARISONS.size()));
    }
    String left = randomCondition(random, depth - 1);
    return switch (random.nextInt(3)) {
      case 0 -> "not (" + left + ")";
      case 1 -> left + " and " + randomCondition(random, depth - 1);
      default -> "(" + left + " or " + randomCondition(random, depth - 1) + ")";
    };
  }
}

package io.blindsum.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.encoding.ColumnType;
import io.blindsum.text.DataException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Strangers' values for a query: checked by type first, then bound, never pasted. */
class QueryParametersTest {
  private static final QueryParameters PARAMETERS =
      new QueryParameters(
          Map.of(
              "year", ColumnType.parse("int[1900..2100]"),
              "bmi", ColumnType.parse("dec(1)[10..60]"),
              "sex", ColumnType.parse("cat{F,M}")));

  @Test
  void takesValuesOfTheirTypes() {
    assertThat(read("year", 2025)).isEqualTo(2025L);
    assertThat(read("year", 2025.0)).isEqualTo(2025L);
    assertThat(read("year", 1900L)).isEqualTo(1900L);
    assertThat(read("bmi", 22.5)).isEqualTo(new BigDecimal("22.5"));
    assertThat(read("bmi", "22.5")).isEqualTo(new BigDecimal("22.5"));
    assertThat(read("bmi", 60)).isEqualTo(new BigDecimal("60"));
    assertThat(read("sex", "F")).isEqualTo("F");
  }

  @Test
  void refusesEverythingElseWithoutQuotingIt() {
    List<@Nullable Object> bad = new ArrayList<>();
    bad.addAll(List.of("2025", 1899, 2101, 2025.5, Double.NaN, 1e300, true, List.of(2025)));
    bad.add(null);
    for (Object value : bad) {
      refuses("year", value, "parameters.year");
    }
    for (Object value : List.of("1e1", "22.55", 22.55, "９", " 22", "0022", 9, "")) {
      refuses("bmi", value, "parameters.bmi");
    }
    for (Object value : List.of("f", "F ", "F' or '1'='1", "", 1, List.of("F"))) {
      refuses("sex", value, "parameters.sex");
    }
  }

  @Test
  void refusesUnknownAndMissingNames() {
    assertThatThrownBy(() -> PARAMETERS.read("parameters", Map.of("year", 2025, "limit", 1)))
        .hasMessage("unknown parameter at parameters.limit");
    assertThatThrownBy(() -> PARAMETERS.read("parameters", Map.of("year", 2025)))
        .hasMessageStartingWith("missing at parameters.");
  }

  @Test
  void textAndDeclarationNameTheSame() {
    assertThatThrownBy(() -> query("select 1 where :year = 1"))
        .hasMessageContaining("is not in the query");
    assertThatThrownBy(() -> query("select :year, :bmi, :sex, :other"))
        .hasMessage("the query's parameter :other is not declared");
  }

  @Test
  void bindsEachValueWhereItsNameStands() throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
    JdbcQuery query =
        query(
            "select :sex::varchar || ':no' as s, :year::int + :year::int as y, :bmi::numeric(9,1)"
                + " as b");
    Map<String, Object> values = Map.of("year", 2025L, "bmi", new BigDecimal("22.5"), "sex", "F");
    try (CohortSource source = JdbcSource.open(query, connection, values, Optional.empty())) {
      assertThat(source.next()).isTrue();
      assertThat(source.field(0)).hasToString("F:no");
      assertThat(source.field(1)).hasToString("4050");
      assertThat(source.field(2)).hasToString("22.5");
    }
  }

  private static JdbcQuery query(String sql) {
    return new JdbcQuery("heart", sql, PARAMETERS, Duration.ofMinutes(1), 100);
  }

  private static Object read(String name, Object value) {
    return Objects.requireNonNull(PARAMETERS.read("parameters", with(name, value)).get(name));
  }

  private static void refuses(String name, @Nullable Object value, String where) {
    assertThatThrownBy(() -> PARAMETERS.read("parameters", with(name, value)))
        .isInstanceOf(DataException.class)
        .hasNoCause()
        .message()
        .as("%s", value)
        .matches("(missing|not of type .*) at " + where);
  }

  private static Map<String, @Nullable Object> with(String name, @Nullable Object value) {
    Map<String, @Nullable Object> values =
        new LinkedHashMap<>(Map.of("year", 2025, "bmi", 22, "sex", "M"));
    values.put(name, value);
    return values;
  }
}

package io.blindsum.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.ColumnType;
import io.blindsum.question.text.WhereClause;
import io.blindsum.text.DataException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What reaches the databases that no server of the tests is one of, by a connection that writes
 * down what it is asked. The rest is in {@link DatabaseConformance}.
 */
class DatabaseProductTest {
  private static final WhereClause WHERE =
      WhereClause.parse(
          "age < 30 and sex = F",
          List.of(ColumnSpec.parse("age:int[0..120]"), ColumnSpec.parse("sex:cat{F,M}")));
  private static final QueryParameters YEAR =
      new QueryParameters(Map.of("year", ColumnType.parse("int[1900..2100]")));

  private final List<String> asked = new ArrayList<>();

  /** Its condition is tested here: an inner query of it has no order, and may not have a name. */
  @Test
  void sqlServerGetsTheSitesTextInASnapshot() {
    String sql = "select top (10) [age], sex from dbo.[co]]hort] where [year] = :year order by id";

    assertThat(rows("Microsoft SQL Server", sql)).isEqualTo(1);
    assertThat(asked)
        .containsExactly(
            "setReadOnly true",
            "setTransactionIsolation 4096",
            "setAutoCommit false",
            "prepareStatement select top (10) [age], sex from dbo.[co]]hort] where [year] = ?"
                + " order by id",
            "setFetchSize 100",
            "setLong 1 2025",
            "executeQuery",
            "rollback",
            "close");
  }

  @Test
  void oracleGetsTheSitesTextInATransactionThatReads() {
    String sql =
        "select age, sex from \"Cohort\" where year = :year order by id fetch first 9 rows only";

    assertThat(rows("Oracle", sql)).isEqualTo(1);
    assertThat(asked)
        .containsExactly(
            "setReadOnly true",
            "setAutoCommit false",
            "prepareStatement SET TRANSACTION READ ONLY",
            "execute",
            "prepareStatement select age, sex from \"Cohort\" where year = ? order by id fetch"
                + " first 9 rows only",
            "setFetchSize 100",
            "setLong 1 2025",
            "executeQuery",
            "rollback",
            "close");
  }

  /** Its driver reads the whole result into memory unless it is asked for that many rows. */
  @Test
  void mySqlGivesRowAfterRow() {
    assertThat(rows("MySQL", "select age, sex from `co``hort` where year = :year")).isEqualTo(1);
    assertThat(asked)
        .contains(
            "setReadOnly true",
            "setTransactionIsolation 4",
            "prepareStatement select age, sex from `co``hort` where year = ?",
            "setFetchSize -2147483648");
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThatThrownBy(() -> rows("SQLite", "select age, sex from cohort where year = :year"))
        .isInstanceOf(DataException.class)
        .hasMessage("a database of a product that is not known here, SQLite at data set heart");
    assertThat(asked).containsExactly("close");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      value = {
        "S0001 | 3952 | the database reads no snapshots (SQL state S0001) at here",
        "S0001 | 208 | the database failed (SQL state S0001) at here",
        "42000 | 942 | the query names something absent or forbidden, or is not SQL (SQL state"
            + " 42000) at here",
        "25006 | 1792 | the query tries to write (SQL state 25006) at here",
        "null | 0 | the database failed at here",
        "it's 7.9 | 0 | the database failed at here",
      })
  void errorsAreSaidByTheirStateAlone(String state, int code, String message) {
    SQLException error = new SQLException("value 7.9 of patient 12", state, code);

    assertThat(SqlErrors.explain(error, Sources.query("select 1"), "here")).hasMessage(message);
  }

  /** Returns how many of the rows (age 29, sex F) and (age 30, sex F) are read. */
  private long rows(String product, String sql) {
    JdbcQuery query = new JdbcQuery("heart", sql, YEAR, Duration.ofMinutes(1), 100);
    try (CohortSource source =
        Sources.filtered(
            JdbcSource.open(query, connection(product), Map.of("year", 2025L), Optional.of(WHERE)),
            Optional.of(WHERE))) {
      return Sources.skip(source, Long.MAX_VALUE);
    }
  }

  private Connection connection(String product) {
    DatabaseMetaData metaData = proxy(DatabaseMetaData.class, (self, method, arguments) -> product);
    return proxy(
        Connection.class,
        (self, method, arguments) ->
            switch (method.getName()) {
              case "getMetaData" -> metaData;
              case "isClosed" -> false;
              case "prepareStatement" -> {
                asked.add("prepareStatement " + arguments[0]);
                yield statement();
              }
              default -> note(method.getName(), arguments);
            });
  }

  private PreparedStatement statement() {
    return proxy(
        PreparedStatement.class,
        (self, method, arguments) ->
            switch (method.getName()) {
              case "executeQuery" -> {
                asked.add("executeQuery");
                yield result();
              }
              case "execute" -> {
                asked.add("execute");
                yield false;
              }
              case "setQueryTimeout", "close" -> null;
              default -> note(method.getName(), arguments);
            });
  }

  private static ResultSet result() {
    String[] names = {"age", "sex"};
    ResultSetMetaData metaData =
        proxy(
            ResultSetMetaData.class,
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "getColumnCount" -> names.length;
                  case "getColumnLabel" -> names[(Integer) arguments[0] - 1];
                  case "getColumnType" -> Types.VARCHAR;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
    int[] row = {0};
    return proxy(
        ResultSet.class,
        (self, method, arguments) ->
            switch (method.getName()) {
              case "getMetaData" -> metaData;
              case "next" -> ++row[0] <= 2;
              case "getString" -> (Integer) arguments[0] == 1 ? "" + (28 + row[0]) : "F";
              case "close" -> null;
              default -> throw new UnsupportedOperationException(method.getName());
            });
  }

  private @Nullable Object note(String name, Object[] arguments) {
    StringBuilder line = new StringBuilder(name);
    for (Object argument : arguments == null ? new Object[0] : arguments) {
      line.append(' ').append(argument);
    }
    asked.add(line.toString());
    return null;
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}

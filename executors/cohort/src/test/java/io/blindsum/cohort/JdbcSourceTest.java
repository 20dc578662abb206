package io.blindsum.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.blindsum.encoding.ColumnSpec;
import io.blindsum.question.text.WhereClause;
import io.blindsum.text.DataException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What does not depend on the database, with H2 in memory. */
class JdbcSourceTest {
  private static final String URL = "jdbc:h2:mem:cohort";

  private Connection keeper;

  @BeforeEach
  void fill() throws SQLException {
    keeper = DriverManager.getConnection(URL);
    try (Statement statement = keeper.createStatement()) {
      statement.execute(
          "create table cohort (id int, sex char(1), hba1c numeric(5,2), seen date, ok boolean)");
      statement.execute(
          "insert into cohort values (1,'F',7.50,date '2026-01-31',true), (2,null,null,null,null),"
              + " (3,'M',-0.05,date '1999-12-01',false)");
    }
  }

  @AfterEach
  void drop() throws SQLException {
    try (Statement statement = keeper.createStatement()) {
      statement.execute("drop all objects");
    }
    keeper.close();
  }

  @Test
  void readsTextAndNullsInOrder() {
    try (CohortSource source = open("select * from cohort order by id")) {
      int hba1c = source.column("hba1c");
      assertThat(source.columns()).containsExactly("ID", "SEX", "HBA1C", "SEEN", "OK");
      assertThat(source.next()).isTrue();
      assertThat(source.field(hba1c).toString()).isEqualTo("7.50");
      assertThat(source.field(source.column("Seen")).toString()).isEqualTo("2026-01-31");
      assertThat(source.next()).isTrue();
      assertThat(source.field(hba1c).toString()).isEmpty();
      assertThat(source.next()).isTrue();
      assertThat(source.field(hba1c).toString()).isEqualTo("-0.05");
      assertThat(source.where()).isEqualTo("heart row 3");
      assertThat(source.next()).isFalse();
    }
  }

  /** A database would compare the date itself, and has no word for true. */
  @Test
  void countsDatesAndReadsWordsBeforeItComparesThem() throws SQLException {
    WhereClause where =
        WhereClause.parse(
            "seen > 20 and ok = no",
            List.of(
                ColumnSpec.parse("seen:date(years to 2026-01-31)[0..99]"),
                ColumnSpec.parse("ok:bool")));
    JdbcQuery query = Sources.query("select * from cohort");
    try (CohortSource source =
        Sources.filtered(
            JdbcSource.open(query, DriverManager.getConnection(URL), Map.of(), Optional.of(where)),
            Optional.of(where))) {
      assertThat(source.next()).isTrue();
      assertThat(source.field(source.column("id")).toString()).isEqualTo("3");
      assertThat(source.next()).isFalse();
    }
  }

  /** The database sends the rows that have the words, as they are no declared values. */
  @Test
  void wordsForNoValueHoldInConditionsToo() throws SQLException {
    ColumnSpec id = ColumnSpec.parse("id:int[1..9]");
    ColumnSpec age = ColumnSpec.parse("age:int[0..120]");
    JdbcQuery query =
        Sources.query("select * from (values (1, 30), (2, -9), (3, null), (5, 80)) v (id, age)");
    for (String[] asked :
        new String[][] {
          {"age is missing", "[2, 3]"},
          {"age is not missing and age < 50", "[1]"},
          {"age is missing or age > 50", "[2, 3, 5]"},
        }) {
      Optional<WhereClause> where = Optional.of(WhereClause.parse(asked[0], List.of(age)));
      List<String> ids = new ArrayList<>();
      try (CohortSource source =
          ValueRules.NONE
              .withMissing(Map.of("age", List.of("-9")))
              .over(
                  JdbcSource.open(query, DriverManager.getConnection(URL), Map.of(), where),
                  List.of(id),
                  where)) {
        while (source.next()) {
          ids.add(source.field(source.column("id")).toString());
        }
      }
      assertThat(ids).as(asked[0]).hasToString(asked[1]);
    }
  }

  @Test
  void skipsToWhereARunStopped() {
    try (CohortSource source = open("select id from cohort order by id")) {
      assertThat(Sources.skip(source, 2)).isEqualTo(2);
      assertThat(source.next()).isTrue();
      assertThat(source.field(0).toString()).isEqualTo("3");
      assertThat(Sources.skip(source, 1)).isZero();
    }
  }

  @Test
  void reportsBadRowsByRowNumber() {
    try (CohortSource source = open("select id from cohort order by id")) {
      DataReport report = new DataReport(source, BadDataPolicy.REJECT);
      Sources.skip(source, 3);
      report.note("id", DataProblem.OUT_OF_RANGE, "[1..2]", "");

      assertThat(report.rejection().orElseThrow())
          .hasMessage("id out of declared range [1..2] at heart row 3 (1 of 3 rows)");
    }
  }

  @Test
  void aNameThatIsAskedForHasToBeUnique() {
    try (CohortSource source = open("select id, sex as ID, sex from cohort order by id")) {
      assertThat(source.column("sex")).isEqualTo(2);
      assertThatThrownBy(() -> source.column("id")).hasMessageContaining("'id' is used twice");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select nothing from cohort | the query names something absent or forbidden, or is not SQL",
        "selec | the query names something absent or forbidden, or is not SQL",
        "delete from cohort | the database failed",
        "select cast(sex as int) from cohort | the query fails on a value of the data",
      })
  void explainsWithoutQuotingData(String sql, String what) {
    DataException e = failure(sql);

    assertThat(e.what()).startsWith(what);
    assertThat(e.where()).isEqualTo("data set heart");
    assertThat(e).hasNoCause().hasMessageNotContaining("\n");
  }

  @Test
  void namesTheNearestColumn() {
    try (CohortSource source = open("select * from cohort")) {
      assertThatThrownBy(() -> source.column("hbalc"))
          .isInstanceOf(DataException.class)
          .hasMessage("no column 'hbalc' at heart");
    }
  }

  @Test
  void refusesUrlsWithoutADriverAndNeverPrintsThem() {
    JdbcQuery query = Sources.query("select 1");

    assertThatThrownBy(() -> Sources.open(query, "jdbc:none://u:secret@host/db", null, null))
        .isInstanceOf(DataException.class)
        .hasMessage("no driver for the database's URL at data set heart");
  }

  @Test
  void refusesUnreachableServers() {
    JdbcQuery query = Sources.query("select 1");

    assertThatThrownBy(() -> Sources.open(query, "jdbc:postgresql://127.0.0.1:1/db", "u", "secret"))
        .isInstanceOf(DataException.class)
        .hasMessage("connection to the database failed (SQL state 08001) at data set heart");
  }

  @Test
  void refusesLimitsOutOfRange() {
    Duration second = Duration.ofSeconds(1);
    assertThatThrownBy(
            () ->
                new JdbcQuery(
                    "heart", "select 1", QueryParameters.none(), second.minusMillis(1), 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new JdbcQuery("heart", "select 1", QueryParameters.none(), second, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void closesTwiceAndGivesTheConnectionBack() throws SQLException {
    Connection connection = DriverManager.getConnection(URL);
    CohortSource source =
        JdbcSource.open(Sources.query("select 1"), connection, Map.of(), Optional.empty());
    source.close();
    source.close();

    assertThat(connection.isClosed()).isTrue();
  }

  private static CohortSource open(String sql) {
    return Sources.open(Sources.query(sql), URL, null, null);
  }

  private static DataException failure(String sql) {
    DataException e =
        catchThrowableOfType(
            DataException.class,
            () -> {
              try (CohortSource source = open(sql)) {
                Sources.skip(source, Long.MAX_VALUE);
              }
            });
    assertThat(e).as("a DataException").isNotNull();
    return e;
  }
}

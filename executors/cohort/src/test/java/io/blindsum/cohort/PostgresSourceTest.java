package io.blindsum.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.text.DataException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reads from a real PostgreSQL server started for this class. */
class PostgresSourceTest {
  private static final int ROWS = 100_000;

  private static EmbeddedPostgres server;

  @BeforeAll
  static void start() throws IOException, SQLException {
    server = EmbeddedPostgres.start();
    // 100 MB of text: more than the heap that the cursor is read with.
    sql(
        "create table cohort as select i as id, i % 100 as age, repeat('x', 1000) as note"
            + " from generate_series(1, "
            + ROWS
            + ") i");
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @Test
  void readsMoreThanTheHeapHolds() throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process reader =
        new ProcessBuilder(
                java,
                "-Xmx32m",
                "-cp",
                System.getProperty("java.class.path"),
                CursorReader.class.getName(),
                url())
            .redirectErrorStream(true)
            .start();
    String output = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(reader.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(output.strip()).isEqualTo("rows 100000 sum of ages 4950000");
  }

  @Test
  void seesOneSnapshotWhileOthersWrite() throws SQLException {
    sql("create table snapshot as select 1 as id");
    try (CohortSource source = open("select id from snapshot union all select 0 order by id")) {
      sql("insert into snapshot values (2), (3)");
      assertThat(Sources.skip(source, 10)).isEqualTo(2);
    }
  }

  @Test
  void saysThatTheServerEndedTheConnection() throws SQLException {
    JdbcQuery query =
        new JdbcQuery(
            "heart",
            "select id, note from cohort",
            QueryParameters.none(),
            Duration.ofMinutes(1),
            100);
    try (CohortSource source = Sources.open(query, url(), "postgres", null)) {
      Sources.skip(source, 250);
      sql(
          "select pg_terminate_backend(pid) from pg_stat_activity"
              + " where query like 'select id, note from cohort%'");

      assertThatThrownBy(() -> Sources.skip(source, ROWS))
          .isInstanceOf(DataException.class)
          .hasMessage("the database ended the connection (SQL state 57P01) at heart after row 300")
          .hasNoCause();
    }
  }

  @Test
  void timesOutTheStartOfAQuery() {
    JdbcQuery query =
        new JdbcQuery(
            "heart", "select pg_sleep(60)", QueryParameters.none(), Duration.ofSeconds(1), 100);

    assertThatThrownBy(() -> Sources.open(query, url(), "postgres", null))
        .isInstanceOf(DataException.class)
        .hasMessage("statement timeout of 1 s at data set heart");
  }

  @Test
  void timesOutALaterFetch() {
    JdbcQuery query =
        new JdbcQuery(
            "heart",
            "select i, case when i > 150 then pg_sleep(60)::text end from generate_series(1, 300)"
                + " i",
            QueryParameters.none(),
            Duration.ofSeconds(1),
            100);
    try (CohortSource source = Sources.open(query, url(), "postgres", null)) {
      assertThatThrownBy(() -> Sources.skip(source, 300))
          .isInstanceOf(DataException.class)
          .hasMessage("statement timeout of 1 s at heart after row 100");
    }
  }

  @Test
  void refusesToWrite() throws SQLException {
    sql("create table kept as select 1 as id");

    assertThatThrownBy(
            () -> open("with gone as (delete from kept returning id) select * from gone"))
        .isInstanceOf(DataException.class)
        .hasMessage("the query tries to write (SQL state 25006) at data set heart");
    try (CohortSource source = open("select id from kept")) {
      assertThat(Sources.skip(source, 2)).isEqualTo(1);
    }
  }

  @Test
  void quotesNoValueOfARowThatFails() {
    String cast = "select case when id < 3 then '1' else 'canary' end::int from cohort";

    assertThatThrownBy(
            () -> {
              try (CohortSource source = open(cast)) {
                Sources.skip(source, ROWS);
              }
            })
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("the query fails on a value of the data (SQL state 22P02)")
        .hasMessageNotContaining("canary")
        .hasNoCause();
  }

  @Test
  void refusesUnknownDatabasesAndLogins() {
    String other = url().replaceFirst("/postgres(\\?|$)", "/none$1");

    assertThatThrownBy(() -> Sources.open(Sources.query("select 1"), other, "postgres", "secret"))
        .isInstanceOf(DataException.class)
        .hasMessageNotContaining("secret");
  }

  private static CohortSource open(String text) {
    return Sources.open(Sources.query(text), url(), "postgres", null);
  }

  private static String url() {
    return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";
  }

  private static void sql(String text) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      if (statement.execute(text)) {
        try (ResultSet rows = statement.getResultSet()) {
          assertThat(rows.next()).as(text).isTrue();
        }
      }
    }
  }

  /** Sums a column in a Java machine of its own, whose heap is smaller than the table. */
  static final class CursorReader {
    private CursorReader() {}

    public static void main(String[] arguments) {
      JdbcQuery query =
          new JdbcQuery(
              "heart",
              "select age, note from cohort",
              QueryParameters.none(),
              Duration.ofMinutes(1),
              1_000);
      long sum = 0;
      try (CohortSource source = Sources.open(query, arguments[0], "postgres", null)) {
        while (source.next()) {
          sum += Integer.parseInt(source.field(0), 0, source.field(0).length(), 10);
        }
        System.out.println("rows " + source.row() + " sum of ages " + sum);
      }
    }
  }
}

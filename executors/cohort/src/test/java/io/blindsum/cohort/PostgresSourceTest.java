package io.blindsum.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.text.DataException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What PostgreSQL alone does; what every database does is in {@link PostgresConformanceTest}. */
class PostgresSourceTest {
  private static final int ROWS = 100_000;

  private static EmbeddedPostgres server;

  @BeforeAll
  static void start() throws IOException, SQLException {
    server = EmbeddedPostgres.start();
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
}

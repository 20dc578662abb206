package io.blindsum.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Runs the conformance suite on DuckDB, whose file nobody writes while it is read. */
class DuckDbConformanceTest extends DatabaseConformance {
  @Override
  Database startDatabase() {
    String url = "jdbc:duckdb:" + folder.resolve("cohort.duckdb");
    return new Database(
        url,
        "timestamp",
        "timestamptz",
        "range(1, %d + 1) as series(i)",
        "delete from kept returning id",
        "the query tries to write at data set heart",
        "select count(*) from range(100000000000) a");
  }

  @Override
  void stopDatabase() {}

  @Test
  void nobodyWritesWhileItIsRead() {
    JdbcQuery query = Sources.query("select id from cohort");
    try (CohortSource source = Sources.open(query, database().url(), null, null)) {
      assertThat(source.next()).isTrue();
      assertThatThrownBy(() -> sql("delete from cohort"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("different configuration");
    }
  }

  @Test
  void readsFilesOfParquet() throws SQLException {
    Path file = folder.resolve("cohort.parquet");
    sql(
        "copy (select id, age from cohort where id <= 20) to '%s' (format parquet)"
            .formatted(file));
    JdbcQuery query = Sources.query("select * from read_parquet('%s')".formatted(file));
    try (CohortSource source = Sources.open(query, "jdbc:duckdb:", null, null)) {
      assertThat(source.columns()).containsExactly("id", "age");
      assertThat(Sources.skip(source, Long.MAX_VALUE)).isEqualTo(20);
    }
  }
}

package io.blindsum.cohort;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Runs the conformance suite on a PostgreSQL server started for this class. */
class PostgresConformanceTest extends ServerConformance {
  private @Nullable EmbeddedPostgres server;

  @Override
  Database startDatabase() throws IOException {
    EmbeddedPostgres started = EmbeddedPostgres.start();
    server = started;
    return new Database(
        "jdbc:postgresql://127.0.0.1:" + started.getPort() + "/postgres?user=postgres",
        "timestamp",
        "timestamptz",
        "generate_series(1, %d) as series(i)",
        "with gone as (delete from kept returning id) select * from gone",
        "the query tries to write (SQL state 25006) at data set heart",
        "select pg_sleep(60)");
  }

  @Override
  void stopDatabase() throws IOException {
    if (server != null) {
      server.close();
    }
  }
}

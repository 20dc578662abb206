package io.blindsum.cohort;

import java.sql.Connection;
import java.sql.SQLException;

/** Runs the conformance suite on H2, which keeps its file in this process. */
class H2ConformanceTest extends ServerConformance {
  @Override
  Database startDatabase() {
    // the second process that reads it asks this one for the rows
    String url = "jdbc:h2:" + folder.resolve("h2") + ";AUTO_SERVER=TRUE";
    return new Database(
        url,
        "timestamp",
        "timestamp with time zone",
        "(select x as i from system_range(1, %d)) series",
        "select * from old table (delete from kept)",
        "H2 holds no session to reading: give the site a user who may only read there at heart row"
            + " 1",
        "select count(*) from system_range(1, 100000000) a, system_range(1, 1000) b");
  }

  @Override
  void stopDatabase() throws SQLException {
    try (Connection connection = writer()) {
      connection.createStatement().execute("shutdown");
    }
  }
}

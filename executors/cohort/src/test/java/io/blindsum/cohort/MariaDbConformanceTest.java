package io.blindsum.cohort;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.blindsum.testing.ForeignPrograms;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs the conformance suite on MariaDB: on an empty database that {@code BLINDSUM_TEST_MARIADB}
 * names as a JDBC URL with user and password, or on a server started from a {@code mariadbd} on the
 * PATH.
 */
class MariaDbConformanceTest extends ServerConformance {
  private @Nullable MariaDbServer server;

  @Override
  Database startDatabase() throws Exception {
    String named = System.getenv("BLINDSUM_TEST_MARIADB");
    String url = named != null && !named.isBlank() ? named : program();
    return new Database(
        url,
        "datetime",
        "timestamp",
        "(select seq as i from seq_1_to_%d) series",
        "delete from kept returning id",
        "the query tries to write (SQL state 25006) at data set heart",
        "select sleep(60)");
  }

  private String program() throws Exception {
    Optional<Path> program = ForeignPrograms.find("mariadbd");
    boolean found = program.isPresent();
    if (!found) {
      System.out.println("conformance: not testing MariaDB, no server was found");
    }
    assumeTrue(
        found, "no MariaDB: set BLINDSUM_TEST_MARIADB=jdbc-url, or put mariadbd on the PATH");
    MariaDbServer started = MariaDbServer.start(program.orElseThrow(), folder);
    server = started;
    return started.url() + "?user=root";
  }

  @Override
  void stopDatabase() {
    if (server != null) {
      server.close();
    }
  }
}

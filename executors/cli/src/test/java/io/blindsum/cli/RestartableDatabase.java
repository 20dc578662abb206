package io.blindsum.cli;

import io.blindsum.testing.Relay;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A PostgreSQL that keeps its data and its address while it is stopped and started again. */
final class RestartableDatabase implements AutoCloseable {
  private final Path folder;
  private final Relay address;
  private EmbeddedPostgres server;

  private RestartableDatabase(Path folder) throws IOException {
    this.folder = folder;
    this.server = open();
    this.address = new Relay(server.getPort());
  }

  static RestartableDatabase start(Path folder) throws IOException {
    return new RestartableDatabase(folder);
  }

  /** Returns the URL; the user is postgres, and any password will do. */
  String url() {
    return "jdbc:postgresql://127.0.0.1:" + address.port() + "/postgres";
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Ends the server with everybody's transactions, and starts it again. */
  void restart() throws IOException {
    address.cut();
    server.close();
    server = open();
    address.restore(server.getPort());
  }

  private EmbeddedPostgres open() throws IOException {
    return EmbeddedPostgres.builder().setDataDirectory(folder).setCleanDataDirectory(false).start();
  }

  @Override
  public void close() throws IOException {
    address.close();
    server.close();
  }
}

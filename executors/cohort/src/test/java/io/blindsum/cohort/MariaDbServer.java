package io.blindsum.cohort;

import io.blindsum.testing.ForeignPrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/** A MariaDB server program of this machine, on the loopback interface, without users. */
final class MariaDbServer implements AutoCloseable {
  private static final int MAX_ATTEMPTS = 3;
  private static final long MAX_SECONDS = 60;

  private final Process program;
  private final String url;

  private MariaDbServer(Process program, String url) {
    this.program = program;
    this.url = url;
  }

  static MariaDbServer start(Path executable, Path folder)
      throws IOException, InterruptedException, SQLException {
    for (int attempt = 1; ; attempt++) {
      try {
        return startOnce(executable, Files.createTempDirectory(folder, "mariadb"));
      } catch (IOException e) {
        // Another program may have been given the port that was free just before.
        if (attempt == MAX_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static MariaDbServer startOnce(Path executable, Path folder)
      throws IOException, InterruptedException, SQLException {
    Path data = Files.createDirectory(folder.resolve("data"));
    int port = ForeignPrograms.freePort();
    Process program =
        new ProcessBuilder(
                executable.toString(),
                "--no-defaults",
                "--user=" + System.getProperty("user.name"),
                "--skip-grant-tables",
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--datadir=" + data,
                "--tmpdir=" + folder,
                "--socket=" + folder.resolve("socket"),
                "--pid-file=" + folder.resolve("pid"),
                "--innodb-log-file-size=32M",
                "--character-set-server=utf8mb4")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    MariaDbServer server = new MariaDbServer(program, "jdbc:mariadb://127.0.0.1:" + port + "/");
    server.awaitReady(folder.resolve("log"));
    return server;
  }

  private void awaitReady(Path log) throws IOException, InterruptedException, SQLException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(MAX_SECONDS);
    while (true) {
      try (Connection connection = DriverManager.getConnection(url, "root", "")) {
        connection.createStatement().execute("create database cohorts");
        return;
      } catch (SQLException e) {
        if (System.nanoTime() > deadline) {
          program.destroyForcibly();
          throw e;
        }
      }
      if (!program.isAlive()) {
        throw new IOException("MariaDB did not start: " + Files.readString(log));
      }
      Thread.sleep(50);
    }
  }

  /** Returns the URL of an empty database; the user is root, and any password will do. */
  String url() {
    return url + "cohorts";
  }

  @Override
  public void close() {
    program.destroy();
    try {
      if (!program.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
        program.destroyForcibly();
      }
    } catch (InterruptedException e) {
      program.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

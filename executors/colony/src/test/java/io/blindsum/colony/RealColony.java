package io.blindsum.colony;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Colonies server program of this machine, run on an embedded PostgreSQL for the tests. */
final class RealColony implements AutoCloseable {
  private static final int MAX_ATTEMPTS = 3;

  private final EmbeddedPostgres postgres;
  private final java.lang.Process program;
  private final int port;
  private final Identity serverKey;

  private RealColony(
      EmbeddedPostgres postgres, java.lang.Process program, int port, Identity serverKey) {
    this.postgres = postgres;
    this.program = program;
    this.port = port;
    this.serverKey = serverKey;
  }

  static RealColony start(Path executable, Path directory)
      throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return startOnce(executable, Files.createTempDirectory(directory, "colony"));
      } catch (IOException e) {
        // Another program may have been given one of the ports that were free just before.
        if (attempt == MAX_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static RealColony startOnce(Path executable, Path directory)
      throws IOException, InterruptedException {
    Identity serverKey = Identity.generate();
    EmbeddedPostgres postgres =
        EmbeddedPostgres.builder().setServerConfig("max_connections", "60").start();
    List<Integer> ports = freePorts(4);
    String port = ports.get(0).toString();
    String relay = ports.get(1).toString();
    String etcdClient = ports.get(2).toString();
    String etcdPeer = ports.get(3).toString();
    ProcessBuilder builder =
        new ProcessBuilder(
            executable.toString(),
            "server",
            "start",
            "--initdb",
            "--port",
            port,
            "--relayport",
            relay,
            "--etcdname",
            "server1",
            "--etcdhost",
            "127.0.0.1",
            "--etcdclientport",
            etcdClient,
            "--etcdpeerport",
            etcdPeer,
            "--initial-cluster",
            "server1=127.0.0.1:" + etcdPeer + ":" + relay + ":" + port,
            "--etcddatadir",
            directory.resolve("etcd").toString(),
            "--insecure");
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("COLONIES_"));
    environment.put("TZ", "UTC");
    environment.put("COLONIES_SERVER_ID", serverKey.id());
    environment.put("COLONIES_SERVER_HOST", "127.0.0.1");
    environment.put("COLONIES_DB_HOST", "127.0.0.1");
    environment.put("COLONIES_DB_PORT", Integer.toString(postgres.getPort()));
    environment.put("COLONIES_DB_USER", "postgres");
    environment.put("COLONIES_DB_PASSWORD", "postgres");
    environment.put("COLONIES_DB_TIMESCALEDB", "false");
    environment.put("COLONIES_DB_MAX_OPEN_CONNS", "40");
    builder.redirectErrorStream(true).redirectOutput(directory.resolve("server.log").toFile());
    RealColony colony = new RealColony(postgres, builder.start(), ports.get(0), serverKey);
    colony.awaitReady(directory.resolve("server.log"));
    return colony;
  }

  ColonyConfig config(String colonyName) {
    return ColonyConfig.builder("127.0.0.1", port).colonyName(colonyName).build();
  }

  Identity addColony(String name) {
    Identity owner = Identity.generate();
    try (ColonyClient client = ColonyClient.connect(config(name), serverKey)) {
      client.addColony(name, owner.id());
    }
    return owner;
  }

  @Override
  public void close() throws IOException {
    program.destroy();
    try {
      if (!program.waitFor(10, TimeUnit.SECONDS)) {
        program.destroyForcibly();
      }
    } catch (InterruptedException e) {
      program.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    postgres.close();
  }

  private void awaitReady(Path log) throws IOException, InterruptedException {
    try (ColonyClient client = ColonyClient.connect(config(""), serverKey)) {
      for (int i = 0; i < 300 && program.isAlive(); i++) {
        try {
          client.call("versionmsg", Map.of());
          return;
        } catch (ColonyException e) {
          Thread.sleep(100);
        }
      }
    }
    close();
    throw new IOException("the colonies program did not come up:\n" + Files.readString(log));
  }

  private static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }
}

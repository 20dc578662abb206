package io.blindsum.cli;

import com.sun.net.httpserver.HttpServer;
import io.blindsum.colony.ColonyConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Stands before a colony: forwards every request, and answers as a subclass likes. */
abstract class ForwardingServer implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpServer http;
  private final URI colony;

  ForwardingServer(int colonyPort) throws IOException {
    this.colony = URI.create("http://127.0.0.1:" + colonyPort + "/api");
    this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext(
        "/api",
        exchange -> {
          try (exchange) {
            byte[] reply = answer(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(200, reply.length);
            exchange.getResponseBody().write(reply);
          }
        });
    http.start();
  }

  /** Answers a request, with what {@link #forward} got or with anything. */
  abstract byte[] answer(byte[] request) throws IOException;

  final byte[] forward(byte[] request) throws IOException {
    try {
      return client
          .send(
              HttpRequest.newBuilder(colony)
                  .POST(HttpRequest.BodyPublishers.ofByteArray(request))
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray())
          .body();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  final ColonyConfig config() {
    return ColonyConfig.builder("127.0.0.1", http.getAddress().getPort()).colonyName("dev").build();
  }

  @Override
  public void close() {
    http.stop(0);
  }
}

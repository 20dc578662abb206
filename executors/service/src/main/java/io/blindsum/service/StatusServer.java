package io.blindsum.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.exporter.httpserver.MetricsHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves {@code /healthz}, which says whether the executor can work, {@code /livez}, which says
 * that the process runs, and Prometheus {@code /metrics}, over plain HTTP.
 *
 * <p>It listens on the loopback interface unless it is given an address.
 */
public final class StatusServer implements AutoCloseable {
  private static final int MAX_PORT = 65_535;

  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          2,
          task -> {
            Thread thread = new Thread(task, "status-server");
            thread.setDaemon(true);
            return thread;
          });

  private StatusServer(HttpServer server) {
    this.server = server;
  }

  /**
   * Starts to serve.
   *
   * @param address {@code :PORT} for the loopback interface, or {@code HOST:PORT}; port 0 for any
   * @param health of what the executor needs
   * @throws IllegalArgumentException if the address is none
   * @throws IOException if the port is taken
   */
  public static StatusServer start(String address, ExecutorMetrics metrics, Health health)
      throws IOException {
    HttpServer server = HttpServer.create(parse(address), 0);
    server.createContext(
        "/healthz",
        exchange -> {
          Health.Report report = health.report();
          answer(exchange, report.ready(), report.text());
        });
    server.createContext("/livez", exchange -> answer(exchange, true, "ok\n"));
    server.createContext("/metrics", new MetricsHandler(metrics.registry()));
    StatusServer status = new StatusServer(server);
    server.setExecutor(status.threads);
    server.start();
    return status;
  }

  /** Returns the port it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Reads an address; see {@link #start}. */
  static InetSocketAddress parse(String address) {
    int colon = address.lastIndexOf(':');
    String port = address.substring(colon + 1);
    if (colon < 0 || !port.matches("\\d{1,5}") || Integer.parseInt(port) > MAX_PORT) {
      throw new IllegalArgumentException(address + " is no :PORT and no HOST:PORT");
    }
    String host = address.substring(0, colon);
    return host.isEmpty()
        ? new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port))
        : new InetSocketAddress(host, Integer.parseInt(port));
  }

  private static void answer(HttpExchange exchange, boolean good, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    exchange.sendResponseHeaders(good ? 200 : 503, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

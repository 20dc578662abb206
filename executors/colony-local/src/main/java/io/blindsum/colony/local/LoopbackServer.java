package io.blindsum.colony.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** Listens on the loopback interface and serves each connection in a thread of its own. */
final class LoopbackServer implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(LoopbackServer.class.getName());
  private static final byte[] NOTHING = {};

  private final ServerSocketChannel listener;
  private final RpcHandler handler;
  private final LocalObjects objects;
  private final int maxBodyBytes;
  private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads;

  LoopbackServer(int port, int maxBodyBytes, RpcHandler handler, LocalObjects objects)
      throws IOException {
    this.handler = handler;
    this.objects = objects;
    this.maxBodyBytes = maxBodyBytes;
    this.listener = ServerSocketChannel.open();
    listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "local-colony-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  void start() {
    threads.execute(this::acceptAll);
  }

  int port() {
    return listener.socket().getLocalPort();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    threads.shutdownNow();
    for (SocketChannel connection : connections) {
      connection.close();
    }
  }

  private void acceptAll() {
    while (listener.isOpen()) {
      try {
        SocketChannel connection = listener.accept();
        connection.setOption(StandardSocketOptions.TCP_NODELAY, true);
        connections.add(connection);
        threads.execute(() -> serve(connection));
      } catch (IOException | RejectedExecutionException e) {
        if (listener.isOpen()) {
          LOG.log(System.Logger.Level.WARNING, "cannot accept a connection", e);
        }
      }
    }
  }

  private void serve(SocketChannel channel) {
    try (channel) {
      HttpConnection connection = new HttpConnection(channel, maxBodyBytes);
      while (serveOne(connection)) {
        // One request after another.
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "a connection broke", e);
    } finally {
      connections.remove(channel);
    }
  }

  private boolean serveOne(HttpConnection connection) throws IOException {
    try {
      HttpConnection.Request request = connection.read();
      if (request == null) {
        return false;
      }
      if (LocalObjects.isMeant(request)) {
        reply(connection, objects.answer(request));
        return true;
      }
      switch (request.line()) {
        case "POST /api" -> answer(connection, request.body());
        case "GET /health" -> connection.reply("200 OK", NOTHING, true);
        default -> connection.reply("404 Not Found", NOTHING, true);
      }
      return true;
    } catch (HttpConnection.Unreadable e) {
      connection.reply(e.status(), e.status().getBytes(StandardCharsets.US_ASCII), false);
      return false;
    }
  }

  private void answer(HttpConnection connection, byte[] body) throws IOException {
    RpcHandler.Reply reply;
    try {
      reply = handler.handle(body, connection);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "a request failed in an unexpected way", e);
      reply = RpcHandler.error(500, "internal error");
    }
    reply(connection, reply);
  }

  private static void reply(HttpConnection connection, RpcHandler.Reply reply) throws IOException {
    connection.reply(reply.status() + " -", reply.body(), true);
  }
}

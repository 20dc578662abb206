package io.blindsum.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Forwards a loopback port to a server that comes and goes.
 *
 * <p>A server that is to come back under its address cannot simply listen on its old port again: in
 * between any program of the machine may be given that port. This one stays ours.
 */
public final class Relay implements AutoCloseable {
  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile int target;

  /** Listens, and forwards to a port of this machine. */
  public Relay(int target) throws IOException {
    this.target = target;
    start(this::acceptAll);
  }

  /** Returns the port that stays. */
  public int port() {
    return listener.getLocalPort();
  }

  /** Breaks off all connections, and every new one until the server is back. */
  public void cut() {
    target = 0;
    sockets.forEach(Relay::drop);
  }

  /** Forwards new connections to a server, on whatever port it is now. */
  public void restore(int port) {
    target = port;
  }

  @Override
  public void close() throws IOException {
    listener.close();
    cut();
  }

  private void acceptAll() {
    while (!listener.isClosed()) {
      try {
        connect(listener.accept());
      } catch (IOException e) {
        // Closed, or a client that hung up at once.
      }
    }
  }

  private void connect(Socket client) {
    int port = target;
    try {
      if (port == 0) {
        throw new IOException("no server");
      }
      Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
      start(() -> copy(client, server));
      start(() -> copy(server, client));
    } catch (IOException e) {
      drop(client);
    }
  }

  /** Copies until either end is over, which ends both: no client here closes one half only. */
  private void copy(Socket from, Socket to) {
    sockets.add(from);
    try (from;
        to) {
      from.setTcpNoDelay(true);
      InputStream in = from.getInputStream();
      if (target != 0) {
        in.transferTo(to.getOutputStream());
      }
    } catch (IOException e) {
      // Either end broke off.
    } finally {
      sockets.remove(from);
    }
  }

  private static void drop(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "relay");
    thread.setDaemon(true);
    thread.start();
  }
}

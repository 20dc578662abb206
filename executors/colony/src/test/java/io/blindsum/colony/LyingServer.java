package io.blindsum.colony;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads whole requests and answers with whatever bytes a test wants, HTTP or not. */
final class LyingServer implements AutoCloseable {
  /** Answers one request. */
  interface Liar {
    /**
     * Writes an answer.
     *
     * @return whether the connection stays open for another request
     */
    boolean answer(OutputStream out) throws Exception;
  }

  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Liar liar;

  LyingServer(Liar liar) throws IOException {
    this.liar = liar;
    start(this::acceptAll);
  }

  ColonyConfig.Builder config() {
    return ColonyConfig.builder("127.0.0.1", listener.getLocalPort()).colonyName("dev");
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void acceptAll() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        start(() -> serve(socket));
      } catch (IOException e) {
        // Closed.
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      boolean open = true;
      while (open) {
        readRequest(in);
        open = liar.answer(out);
        out.flush();
      }
    } catch (Exception e) {
      // The client gave up, as it should.
    }
  }

  private static void readRequest(InputStream in) throws IOException {
    int length = 0;
    for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(15).strip());
      }
    }
    in.skipNBytes(length);
  }

  private static String readLine(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException();
      }
      line.append((char) c);
    }
    return line.toString().strip();
  }

  /** Writes the head of a reply of a given length. */
  static void head(OutputStream out, int status, long length) throws IOException {
    String head = "HTTP/1.1 " + status + " -\r\nContent-Length: " + length + "\r\n\r\n";
    out.write(head.getBytes(StandardCharsets.US_ASCII));
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "liar");
    thread.setDaemon(true);
    thread.start();
  }
}

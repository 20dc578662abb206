package io.blindsum.colony.local;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads requests from one kept-open connection and writes replies: as much of HTTP/1.1 as clients
 * of the protocol use.
 *
 * <p>The JDK's own server cannot tell whether the other end hung up while its request is held, and
 * work given to such a client would be lost until its deadline.
 */
final class HttpConnection implements Handler.Connection {
  private static final int MAX_HEAD_BYTES = 16 << 10;
  private static final int MAX_BODY_ALLOCATED_AT_ONCE = 1 << 20;

  private final SocketChannel channel;
  private final int maxBodyBytes;
  private final ByteBuffer buffer = ByteBuffer.allocate(MAX_HEAD_BYTES).limit(0);

  HttpConnection(SocketChannel channel, int maxBodyBytes) {
    this.channel = channel;
    this.maxBodyBytes = maxBodyBytes;
  }

  /**
   * A request.
   *
   * @param line method and path, separated by a space
   * @param headers by their names in lower case
   * @param body what was sent with it
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  record Request(String line, Map<String, String> headers, byte[] body) {}

  /** Reports a request that cannot be read any further; the connection ends with this status. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;
    private final String status;

    Unreadable(String status) {
      super(status);
      this.status = status;
    }

    String status() {
      return status;
    }
  }

  /** Waits for the next request; null once the client has hung up. */
  @Nullable Request read() throws IOException, Unreadable {
    String head = readHead();
    if (head == null) {
      return null;
    }
    String[] lines = head.split("\r\n", -1);
    String[] words = lines[0].split(" ", -1);
    if (words.length != 3) {
      throw new Unreadable("400 Bad Request");
    }
    Map<String, String> headers = headers(lines);
    if (headers.containsKey("transfer-encoding")) {
      throw new Unreadable("411 Length Required");
    }
    long length = contentLength(headers.getOrDefault("content-length", "0"));
    if (headers.getOrDefault("expect", "").equalsIgnoreCase("100-continue")) {
      write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    return new Request(words[0] + " " + words[1], headers, readBody((int) length));
  }

  /** Answers the request that was read last. */
  void reply(String status, byte[] body, boolean keepOpen) throws IOException {
    String head =
        "HTTP/1.1 "
            + status
            + "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: "
            + body.length
            + (keepOpen ? "" : "\r\nConnection: close")
            + "\r\n\r\n";
    write(head.getBytes(StandardCharsets.US_ASCII), body);
  }

  @Override
  public boolean isAlive() {
    if (buffer.hasRemaining()) {
      return true;
    }
    try {
      channel.configureBlocking(false);
      try {
        buffer.clear();
        int count = channel.read(buffer);
        buffer.flip();
        return count >= 0;
      } finally {
        channel.configureBlocking(true);
      }
    } catch (IOException e) {
      buffer.limit(0);
      return false;
    }
  }

  private @Nullable String readHead() throws IOException, Unreadable {
    StringBuilder head = new StringBuilder();
    while (true) {
      while (buffer.hasRemaining()) {
        head.append((char) (buffer.get() & 0xff));
        int length = head.length();
        if (length > MAX_HEAD_BYTES) {
          throw new Unreadable("431 Request Header Fields Too Large");
        }
        if (head.charAt(length - 1) == '\n' && head.indexOf("\r\n\r\n", length - 4) >= 0) {
          return head.toString();
        }
      }
      if (!fill()) {
        return null;
      }
    }
  }

  private static Map<String, String> headers(String[] lines) {
    Map<String, String> headers = new TreeMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon > 0) {
        String name = lines[i].substring(0, colon).toLowerCase(Locale.ROOT);
        headers.put(name, lines[i].substring(colon + 1).strip());
      }
    }
    return headers;
  }

  private long contentLength(String text) throws Unreadable {
    if (!text.matches("\\d{1,15}")) {
      throw new Unreadable("400 Bad Request");
    }
    long length = Long.parseLong(text);
    if (length > maxBodyBytes) {
      throw new Unreadable("413 Content Too Large");
    }
    return length;
  }

  /** Grows the body as it comes, so that a length alone takes no memory. */
  private byte[] readBody(int length) throws IOException {
    byte[] body = new byte[Math.min(length, MAX_BODY_ALLOCATED_AT_ONCE)];
    int have = 0;
    while (have < length) {
      if (have == body.length) {
        body = Arrays.copyOf(body, (int) Math.min(length, 2L * body.length));
      }
      if (!buffer.hasRemaining()) {
        ByteBuffer rest = ByteBuffer.wrap(body, have, body.length - have);
        int count = channel.read(rest);
        if (count < 0) {
          throw new EOFException("connection ended inside a request");
        }
        have += count;
      } else {
        int count = Math.min(buffer.remaining(), body.length - have);
        buffer.get(body, have, count);
        have += count;
      }
    }
    return body;
  }

  private boolean fill() throws IOException {
    buffer.clear();
    int count = channel.read(buffer);
    buffer.flip();
    return count >= 0;
  }

  private void write(byte[]... parts) throws IOException {
    ByteBuffer[] buffers = new ByteBuffer[parts.length];
    for (int i = 0; i < parts.length; i++) {
      buffers[i] = ByteBuffer.wrap(parts[i]);
    }
    while (buffers[buffers.length - 1].hasRemaining() || buffers[0].hasRemaining()) {
      channel.write(buffers);
    }
  }
}

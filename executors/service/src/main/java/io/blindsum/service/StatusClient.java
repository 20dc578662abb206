package io.blindsum.service;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Asks a {@link StatusServer} whether its executor can work. */
public final class StatusClient {
  private static final int LONGEST_WAIT_MILLIS = 5_000;
  private static final int LONGEST_ANSWER = 1 << 16;

  private StatusClient() {}

  /**
   * What it said.
   *
   * @param ready whether nothing is wrong
   * @param text a line for each thing that it needs, as it came; at most 64 KiB
   */
  public record Answer(boolean ready, String text) {}

  /**
   * Asks for {@code /healthz}, for five seconds at most.
   *
   * @param address {@code :PORT} on the loopback interface, or {@code HOST:PORT}
   * @throws IllegalArgumentException if the address is none
   * @throws IOException if nobody answers there
   */
  public static Answer ask(String address) throws IOException {
    InetSocketAddress server = StatusServer.parse(address);
    URI healthz =
        URI.create("http://" + server.getHostString() + ":" + server.getPort() + "/healthz");
    HttpURLConnection call = (HttpURLConnection) healthz.toURL().openConnection(Proxy.NO_PROXY);
    call.setConnectTimeout(LONGEST_WAIT_MILLIS);
    call.setReadTimeout(LONGEST_WAIT_MILLIS);
    // no executor sends one, and who is sent elsewhere hears of another program
    call.setInstanceFollowRedirects(false);
    try {
      boolean ready = call.getResponseCode() == HttpURLConnection.HTTP_OK;
      InputStream answer = ready ? call.getInputStream() : call.getErrorStream();
      byte[] text =
          Objects.requireNonNullElse(answer, InputStream.nullInputStream())
              .readNBytes(LONGEST_ANSWER);
      return new Answer(ready, new String(text, StandardCharsets.UTF_8));
    } finally {
      call.disconnect();
    }
  }
}

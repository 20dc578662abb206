package io.blindsum.colony.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.blindsum.colony.Identity;
import io.blindsum.testing.Requirement;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Requests of any bytes to the embedded colony: to its port, its envelopes and its handlers. */
public class RequestFuzz {
  private static final int SO_TIMEOUT_MILLIS = 20_000;

  private final RpcHandler rpc;
  private final LoopbackServer server;

  public RequestFuzz() throws IOException {
    rpc = new RpcHandler(Store.open(null));
    server = new LoopbackServer(0, 1 << 16, rpc, new LocalObjects(Optional.empty()));
    server.start();
  }

  @FuzzTest
  @Requirement(id = "R31", figure = "HTTP requests of any bytes: answered, or the line cut")
  public void requests(byte[] input) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(SO_TIMEOUT_MILLIS);
      socket.getOutputStream().write(input);
      socket.shutdownOutput();
      String reply = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(reply).doesNotContain("HTTP/1.1 500");
    } catch (SocketException e) {
      // the server hung up on what it could not read, while this was still writing
    }
    try (Socket next = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      next.setSoTimeout(SO_TIMEOUT_MILLIS);
      next.getOutputStream()
          .write("GET /health HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(next.getInputStream().readNBytes(15)).asString().isEqualTo("HTTP/1.1 200 OK");
    }
  }

  @FuzzTest
  @Requirement(id = "R31", figure = "envelopes of requests, of any bytes: answered or refused")
  public void envelopes(byte[] input) {
    RpcHandler.Reply reply = rpc.handle(input, () -> false);
    assertThat(reply.status()).isNotEqualTo(500);
    assertThat(Json.MAPPER.readTree(reply.body()).path("payload").isString()).isTrue();
  }

  /** Each line a message of a member of the colony: its type, a space, and its JSON. */
  @FuzzTest
  @Requirement(id = "R31", figure = "messages of a member, of any JSON: answered or refused")
  public void messages(byte[] input) throws IOException {
    HandlersAlone colony = new HandlersAlone(Identity.generate().id());
    new String(input, StandardCharsets.UTF_8).lines().limit(20).forEach(colony::send);
    colony.assertReadable();
  }
}

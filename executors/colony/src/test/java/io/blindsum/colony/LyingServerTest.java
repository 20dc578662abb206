package io.blindsum.colony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Answers with thousands of replies that are nearly right, and with some that never end.
 *
 * <p>Replay a run with {@code -Dseed=}; more replies with {@code -Dreplies=}.
 */
class LyingServerTest {
  private static final List<String> RECORDED =
      List.of(
          "assign-child-2",
          "channel-read",
          "getexecutor",
          "getfunctions",
          "getlogs-process",
          "getprocess-failed",
          "getprocess-successful",
          "getprocessgraph-successful",
          "getprocessgraphs",
          "submitworkflow");
  private static final List<String> ODD_VALUES =
      List.of(
          "null",
          "-1",
          "5",
          "99999999999999999999",
          "1e400",
          "1.5",
          "true",
          "\"\"",
          "\"x\"",
          "[]",
          "{}",
          "[null]",
          "[[[]]]",
          "\"0001-01-01T00:00:00Z\"",
          "\"9999-99-99T00:00:00Z\"",
          "\"-290000000-01-01T00:00:00Z\"",
          "-9223372036854775808",
          "\"\\ud800\"",
          "\"\\u0000\"");
  private static final List<Consumer<ColonyClient>> CALLS =
      List.of(
          client -> client.assign(Duration.ofSeconds(1)),
          client -> client.channelRead("p", "c", 0, 10).forEach(ChannelEntry::text),
          client ->
              assertThat(client.getExecutors())
                  .extracting(Executor::executorName)
                  .doesNotContainNull(),
          client -> client.getFunctions("e").forEach(f -> f.announcesAs(Function.of("f", ""))),
          client -> client.getLogs("p", 10, 0).forEach(LogEntry::time),
          client -> client.getProcess("p"),
          client -> client.getProcessesByLabel(ProcessState.RUNNING, "l", 10),
          client -> client.getProcessGraph("g").processIdOf("n"),
          client -> client.getProcessGraphs(ProcessState.FAILED, 10),
          client -> client.submitWorkflow(new Workflow("dev", List.of())),
          client -> client.closeSuccessful("p", List.of("x")),
          ColonyClient::heartbeat);

  @Test
  void everyReplyIsAValueOrAColonyException() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    int count = Integer.getInteger("replies", 4_000);
    System.out.printf("fuzzing %d replies with -Dseed=%d%n", count, seed);
    Random random = new Random(seed);
    List<String> genuine = genuineReplies();
    int values = 0;
    try (LyingServer server = new LyingServer(out -> lie(out, random, genuine));
        ColonyClient client =
            ColonyClient.connect(
                server.config().readTimeout(Duration.ofSeconds(10)).build(), Identity.generate())) {
      for (int i = 0; i < count; i++) {
        Consumer<ColonyClient> call = CALLS.get(i % CALLS.size());
        try {
          call.accept(client);
          values++;
        } catch (ColonyException e) {
          assertThat(e.getMessage()).as("reply %d", i).isNotBlank().doesNotContain("\n");
        }
      }
    }
    assertThat(values).isPositive();
  }

  @Test
  void givesUpOnAReplyOfAGigabyte() throws Exception {
    for (boolean announced : new boolean[] {true, false}) {
      AtomicLong written = new AtomicLong();
      try (LyingServer server = new LyingServer(out -> writeGigabyte(out, announced, written));
          ColonyClient client =
              ColonyClient.connect(
                  server.config().maxReplyBytes(1 << 20).build(), Identity.generate())) {
        ColonyException refusal =
            catchThrowableOfType(ColonyException.class, () -> client.getProcess("p"));
        assertThat(refusal.getMessage())
            .isEqualTo("reply is longer than the accepted 1048576 bytes");
        assertThat(refusal.isTransient()).isFalse();
      }
      // What the buffers of both ends swallow, and no more.
      assertThat(written.get()).isLessThan(100 << 20);
    }
  }

  @Test
  void refusesAReplyOfNegativeLength() throws Exception {
    for (String length : List.of("-2", "-9223372036854775808")) {
      byte[] reply =
          "HTTP/1.1 200 OK\r\nContent-Length:%s\r\n\r\n{}"
              .formatted(length)
              .getBytes(StandardCharsets.US_ASCII);
      try (LyingServer server = new LyingServer(out -> writeAndKeepOpen(out, reply));
          ColonyClient client =
              ColonyClient.connect(server.config().build(), Identity.generate())) {
        ColonyException refusal =
            catchThrowableOfType(ColonyException.class, () -> client.getProcess("p"));
        assertThat(refusal.getMessage()).contains("its length is negative");
        assertThat(refusal.status()).isEqualTo(200);
      }
    }
  }

  @Test
  void givesUpOnAReplyThatDrips() throws Exception {
    for (String start : List.of("HTTP/1.1 200 OK\r\nX: ", "HTTP/1.1 200 OK\r\n\r\n")) {
      try (LyingServer server = new LyingServer(out -> drip(out, start));
          ColonyClient client =
              ColonyClient.connect(
                  server.config().readTimeout(Duration.ofMillis(200)).build(),
                  Identity.generate())) {
        ColonyException refusal =
            catchThrowableOfType(ColonyException.class, () -> client.getProcess("p"));
        assertThat(refusal.status()).isEqualTo(ColonyException.NO_REPLY);
        assertThat(refusal.isTransient()).isTrue();
      }
    }
  }

  private static boolean lie(OutputStream out, Random random, List<String> genuine)
      throws IOException {
    String text = genuine.get(random.nextInt(genuine.size()));
    int status = random.nextInt(3) > 0 ? 200 : 100 * (1 + random.nextInt(5)) + random.nextInt(5);
    byte[] body =
        switch (random.nextInt(8)) {
          case 0 -> text.getBytes(StandardCharsets.UTF_8);
          case 1 ->
              text.substring(0, random.nextInt(text.length())).getBytes(StandardCharsets.UTF_8);
          case 2 -> flip(text.getBytes(StandardCharsets.UTF_8), random);
          case 3 -> "<html><body>Bad Gateway</body></html>".getBytes(StandardCharsets.UTF_8);
          case 4 -> "[".repeat(random.nextInt(100_000)).getBytes(StandardCharsets.UTF_8);
          default -> altered(text, random).getBytes(StandardCharsets.UTF_8);
        };
    int error = random.nextInt(40);
    if (error == 0) {
      out.write(
          flip(
              "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}".getBytes(StandardCharsets.US_ASCII),
              random));
      return false;
    }
    if (status < 200) {
      status += 400;
    }
    LyingServer.head(out, status, error == 1 ? body.length + 10L : body.length);
    out.write(body);
    return error > 2;
  }

  /** Replaces one value inside the payload, or in the envelope, by one of another kind. */
  private static String altered(String envelope, Random random) {
    JsonNode node = Wire.JSON.readTree(envelope);
    String type = node.get("payloadtype").stringValue();
    String payload =
        new String(
            Base64.getDecoder().decode(node.get("payload").stringValue()), StandardCharsets.UTF_8);
    String lie = replaceOneValue(payload, random);
    String odd = ODD_VALUES.get(random.nextInt(ODD_VALUES.size()));
    return switch (random.nextInt(6)) {
      case 0 -> envelope("error", lie, "true");
      case 1 -> "{\"payloadtype\":" + odd + ",\"payload\":\"e30=\",\"error\":false}";
      case 2 -> "{\"payloadtype\":\"" + type + "\",\"payload\":" + odd + ",\"error\":false}";
      default -> envelope(type, lie, random.nextInt(10) == 0 ? odd : "false");
    };
  }

  private static String replaceOneValue(String json, Random random) {
    List<Integer> colons = new ArrayList<>();
    for (int i = json.indexOf("\":"); i >= 0; i = json.indexOf("\":", i + 1)) {
      colons.add(i + 2);
    }
    if (colons.isEmpty()) {
      return ODD_VALUES.get(random.nextInt(ODD_VALUES.size()));
    }
    int start = colons.get(random.nextInt(colons.size()));
    int end = start;
    while (end < json.length() && ",}]\n".indexOf(json.charAt(end)) < 0) {
      end++;
    }
    String odd = ODD_VALUES.get(random.nextInt(ODD_VALUES.size()));
    return json.substring(0, start) + odd + json.substring(end);
  }

  private static byte[] flip(byte[] bytes, Random random) {
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private static List<String> genuineReplies() throws IOException {
    List<String> replies = new ArrayList<>();
    for (String name : RECORDED) {
      try (InputStream in =
          LyingServerTest.class.getResourceAsStream("recorded/" + name + ".json")) {
        replies.add(Wire.JSON.readTree(Objects.requireNonNull(in)).get("response_body").toString());
      }
    }
    replies.add(envelope("closesuccessfulmsg", "{}", "false"));
    return replies;
  }

  private static String envelope(String type, String payload, String error) {
    String base64 = Base64.getEncoder().encodeToString(payload.getBytes(StandardCharsets.UTF_8));
    return "{\"payloadtype\":\"%s\",\"payload\":\"%s\",\"error\":%s}"
        .formatted(type, base64, error);
  }

  private static boolean writeGigabyte(OutputStream out, boolean announced, AtomicLong written)
      throws IOException {
    String head =
        "HTTP/1.1 200 OK\r\n" + (announced ? "Content-Length: 1073741824\r\n\r\n" : "\r\n");
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    byte[] part = new byte[1 << 16];
    for (int i = 0; i < 1 << 14; i++) {
      out.write(part);
      written.addAndGet(part.length);
    }
    return false;
  }

  private static boolean writeAndKeepOpen(OutputStream out, byte[] reply) throws IOException {
    out.write(reply);
    return true;
  }

  private static boolean drip(OutputStream out, String start) throws Exception {
    out.write(start.getBytes(StandardCharsets.US_ASCII));
    while (true) {
      out.write('x');
      Thread.sleep(20);
    }
  }
}

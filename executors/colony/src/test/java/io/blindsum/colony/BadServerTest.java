package io.blindsum.colony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Answers with what broken servers and proxies answer. */
class BadServerTest {
  private static final String ID = "0123456789abcdef".repeat(4);
  private static final String PROCESS = "{\"processid\":\"p\",\"state\":1,\"spec\":{}}";

  private final MockWebServer server = new MockWebServer();
  private final Identity identity = Identity.generate();
  private ColonyClient client;

  @BeforeEach
  void start() throws IOException {
    server.start();
    client = ColonyClient.connect(config().build(), identity);
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "<html><body>502 Bad Gateway</body></html>",
        "{\"payloadtype\":\"getprocessmsg\",\"payload\":\"eyJ",
        "{\"payloadtype\":\"getprocessmsg\",\"payload\":17}",
        "{\"payloadtype\":\"getprocessmsg\",\"payload\":\"***\"}",
        "{\"payloadtype\":\"getprocessmsg\",\"payload\":\"e30=\"}",
        "{\"payloadtype\":\"getprocessmsg\",\"payload\":\"e30=\",\"payload\":\"e30=\"}",
        "{\"payloadtype\":\"getprocessmsg\",\"payload\":\"bnVsbA==\"}",
        "{\"payloadtype\":\"getprocessmsg\",\"payload\":\"WzFd\"}",
        "{\"payloadtype\":\"versionmsg\",\"payload\":\"e30=\"}",
        "{\"payloadtype\":\"error\",\"payload\":\"e30=\",\"error\":true}"
      })
  void refusesUnusableRepliesAsTransient(String body) {
    for (int status : new int[] {200, 404, 500}) {
      server.enqueue(new MockResponse.Builder().code(status).body(body).build());
      ColonyException refusal = refusal();
      assertThat(refusal.isTransient()).as("%d %s", status, body).isTrue();
      assertThat(refusal.getMessage()).startsWith("unusable reply");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"processid\":{},\"state\":1,\"spec\":{}}",
        "{\"processid\":\"p\",\"state\":9,\"spec\":{}}",
        "{\"processid\":\"p\",\"state\":\"x\",\"spec\":{}}",
        "{\"processid\":\"p\",\"state\":1}",
        "{\"processid\":\"p\",\"state\":1,\"spec\":{},\"in\":\"x\"}",
        "{\"processid\":\"p\",\"state\":1,\"spec\":{},\"starttime\":\"yesterday\"}",
        "{\"processid\":\"p\",\"state\":1,\"spec\":{\"maxexectime\":\"soon\"}}"
      })
  void refusesWrongTypes(String payload) {
    server.enqueue(reply("getprocessmsg", payload.replace("\"p\"", "\"" + ID + "\"")));
    assertThat(refusal().getMessage()).startsWith("unusable reply");
  }

  @Test
  void toleratesMissingNullAndUnknownMembers() {
    server.enqueue(
        reply(
            "getprocessmsg",
            "{\"processid\":\""
                + ID
                + "\",\"state\":2,\"new\":1,\"attributes\":null,\"in\":null,"
                + "\"out\":[1,\"a\",null,[2]],\"starttime\":\"2026-11-23T21:01:12.61274+01:00\","
                + "\"endtime\":\"2026-11-23T20:01:13Z\",\"waitdeadline\":\"0001-01-01T00:00:00Z\","
                + "\"retries\":null,"
                + "\"spec\":{\"funcname\":\"f\",\"conditions\":{\"executornames\":null}}}"));
    Process process = client.getProcess("p");
    assertThat(process.out()).containsExactly("1", "a", "null", "[2]");
    assertThat(process.in()).isEmpty();
    assertThat(process.startTime()).hasToString("2026-11-23T20:01:12.612740Z");
    assertThat(process.endTime()).hasToString("2026-11-23T20:01:13Z");
    assertThat(process.waitDeadline()).isNull();
    assertThat(process.spec().conditions().executorNames()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dial tcp 127.0.0.1:5440: connect: connection refused",
        "read tcp 127.0.0.1:4->127.0.0.1:5: read: connection reset by peer",
        "pq: terminating connection due to administrator command",
        "pq: the database system is starting up",
        "pq: sorry, too many clients already",
        "pq: canceling statement due to statement timeout",
        "driver: bad connection",
        "unexpected EOF"
      })
  void tellsTroubleOfTheDatabaseFromRefusals(String trouble) {
    for (int status : new int[] {400, 403, 404, 500}) {
      server.enqueue(error(status, trouble));
      assertThat(refusal().isTransient()).as("%d", status).isTrue();
    }
  }

  @Test
  void knowsARefusalOfAStranger() {
    server.enqueue(error(403, "Access denied, not a member of Colony with name <dev>"));
    ColonyException refusal = refusal();
    assertThat(refusal.isTransient()).isFalse();
    assertThat(refusal.isNotAMember()).isTrue();
  }

  @Test
  void refusesAReplyThatIsTooLong() {
    try (ColonyClient small =
        ColonyClient.connect(config().maxReplyBytes(1000).build(), identity)) {
      Buffer body = new Buffer().write(new byte[100_000]);
      server.enqueue(new MockResponse.Builder().body(body).build());
      ColonyException announced =
          catchThrowableOfType(ColonyException.class, () -> small.getProcess("p"));
      assertThat(announced.getMessage()).isEqualTo("reply is longer than the accepted 1000 bytes");
      server.enqueue(new MockResponse.Builder().chunkedBody("x".repeat(100_000), 500).build());
      ColonyException chunked =
          catchThrowableOfType(ColonyException.class, () -> small.getProcess("p"));
      assertThat(chunked.status()).isEqualTo(413);
    }
  }

  @Test
  void givesUpOnASilentServer() {
    try (ColonyClient impatient =
        ColonyClient.connect(config().readTimeout(Duration.ofMillis(100)).build(), identity)) {
      server.enqueue(
          new MockResponse.Builder().headersDelay(20, TimeUnit.SECONDS).body("late").build());
      ColonyException refusal =
          catchThrowableOfType(ColonyException.class, () -> impatient.getProcess("p"));
      assertThat(refusal.status()).isEqualTo(ColonyException.NO_REPLY);
      assertThat(refusal.isTransient()).isTrue();
    }
  }

  @Test
  void repeatsTheIdenticalCloseAndReadsItBack() throws Exception {
    server.enqueue(new MockResponse.Builder().code(502).body("<html>").build());
    server.enqueue(reply("closesuccessfulmsg", "{}"));
    String closed = "{\"processid\":\"" + ID + "\",\"state\":2,\"spec\":{}";
    server.enqueue(reply("getprocessmsg", closed + "}"));
    server.enqueue(reply("closesuccessfulmsg", "{}"));
    server.enqueue(reply("getprocessmsg", closed + ",\"out\":[\"a\"]}"));
    ProcessCloser closer = new ProcessCloser(client, Retrier.forever());
    assertThat(closer.closeSuccessful("p", List.of("a"))).isEqualTo(CloseOutcome.CLOSED);
    assertThat(server.getRequestCount()).isEqualTo(5);
    RecordedRequest first = server.takeRequest();
    RecordedRequest second = server.takeRequest();
    assertThat(second.getBody()).isEqualTo(first.getBody());
  }

  @Test
  void dropsWhatIsNoLongerItsOwn() throws Exception {
    ProcessCloser closer = new ProcessCloser(client, Retrier.forever());
    server.enqueue(error(403, "Failed to close process as successful, process is not assigned"));
    assertThat(closer.closeSuccessful("p", List.of())).isEqualTo(CloseOutcome.DROPPED);
    server.enqueue(error(400, "Tried to set cancelled process as successful"));
    assertThat(closer.closeSuccessful("p", List.of())).isEqualTo(CloseOutcome.DROPPED);
    server.enqueue(error(403, "Access denied, not a member of Colony with name <dev>"));
    assertThat(closer.closeFailed("p", "x")).isEqualTo(CloseOutcome.NOT_A_MEMBER);
  }

  @Test
  void neverSaysASecret() {
    server.enqueue(error(500, "boom"));
    String secret = identity.exportPrivateKeyHex();
    assertThat(refusal()).hasToString("io.blindsum.colony.ColonyException: boom");
    assertThat(config().identity(identity).colonyKey(identity).build().toString())
        .doesNotContain(secret);
  }

  @Test
  void anExecutorSurvivesGarbageAndEndsInTime() throws Exception {
    server.setDispatcher(
        new Dispatcher() {
          private int count;

          @Override
          public synchronized MockResponse dispatch(RecordedRequest request) {
            return switch (count++ % 4) {
              case 0 -> new MockResponse.Builder().code(500).body("<html>oops</html>").build();
              case 1 -> reply("assignprocessmsg", PROCESS.substring(0, 20));
              case 2 -> new MockResponse.Builder().body("{\"payloadtype\":").build();
              default -> error(404, "No process available for assignment");
            };
          }
        });
    ExecutorLoop loop =
        ExecutorLoop.builder(config().identity(identity).build()).parallelism(2).start();
    Eventually.await(server::getRequestCount, count -> count >= 4);
    loop.close();
    loop.awaitClosed();
  }

  /** A process that somebody submitted, and nobody can read, comes again until it is closed. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"in\":5",
        "\"spec\":{\"kwargs\":{\"n\":1e",
        "\"spec\":{},\"parents\":[\"..\"]",
        "\"spec\":[[[[",
      })
  void anExecutorRefusesByNameWhatItCannotRead(String rest) throws Exception {
    String approved = "[{\"executorid\":\"" + identity.id() + "\",\"state\":1}]";
    List<String> closed = Collections.synchronizedList(new ArrayList<>());
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            String body = Objects.requireNonNull(request.getBody()).utf8();
            JsonNode envelope = Wire.JSON.readTree(body);
            String type = envelope.get("payloadtype").stringValue();
            return switch (type) {
              case "getexecutorsmsg" -> reply(type, approved);
              case "closefailedmsg" -> {
                byte[] payload = Base64.getDecoder().decode(envelope.get("payload").stringValue());
                closed.add(new String(payload, StandardCharsets.UTF_8));
                yield reply(type, "{}");
              }
              case "assignprocessmsg" ->
                  closed.isEmpty()
                      ? reply(type, "{\"processid\":\"" + ID + "\",\"state\":1," + rest + "}")
                      : error(404, "No process available for assignment");
              default -> reply(type, "null");
            };
          }
        });
    ExecutorLoop loop =
        ExecutorLoop.builder(config().identity(identity).build())
            .gracePeriod(Duration.ZERO)
            .start();
    try (loop) {
      Eventually.await(closed::size, count -> count > 0);
    }
    assertThat(closed)
        .singleElement()
        .asString()
        .contains(ID, "the process cannot be read: unusable reply");
  }

  @Test
  void anExecutorDoesNotHammerAServerThatNeverHoldsARequest() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    String approved = "[{\"executorid\":\"" + identity.id() + "\",\"state\":1}]";
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            String body = Objects.requireNonNull(request.getBody()).utf8();
            if (body.contains("getexecutorsmsg")) {
              return reply("getexecutorsmsg", approved);
            }
            if (body.contains("getfunctionsmsg")) {
              return reply("getfunctionsmsg", "null");
            }
            asked.incrementAndGet();
            return error(404, "No process available for assignment");
          }
        });
    ExecutorLoop loop = ExecutorLoop.builder(config().identity(identity).build()).start();
    assertThat(loop.awaitRegistered(Eventually.PATIENCE)).isTrue();
    Thread.sleep(2_000);
    loop.close();
    loop.awaitClosed();
    assertThat(asked.get()).isBetween(1, 20);
  }

  private ColonyConfig.Builder config() {
    return ColonyConfig.builder("127.0.0.1", server.getPort()).colonyName("dev");
  }

  private ColonyException refusal() {
    ColonyException refusal =
        catchThrowableOfType(ColonyException.class, () -> client.getProcess("p"));
    assertThat(refusal).as("refusal").isNotNull();
    return refusal;
  }

  private static MockResponse error(int status, String message) {
    String payload = "{\"status\":" + status + ",\"message\":\"" + message + "\"}";
    return new MockResponse.Builder()
        .code(status)
        .body(envelope("error", payload).replace("false", "true"))
        .build();
  }

  private static MockResponse reply(String type, String payload) {
    return new MockResponse.Builder().body(envelope(type, payload)).build();
  }

  private static String envelope(String type, String payload) {
    String base64 = Base64.getEncoder().encodeToString(payload.getBytes(StandardCharsets.UTF_8));
    return "{\"payloadtype\":\"" + type + "\",\"payload\":\"" + base64 + "\",\"error\":false}";
  }
}

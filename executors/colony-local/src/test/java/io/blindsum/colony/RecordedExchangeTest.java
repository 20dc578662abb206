package io.blindsum.colony;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.colony.local.LocalColony;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Reads replies a real server (version 1.9.12) gave, and repeats requests it refused. */
class RecordedExchangeTest {
  private static final String EXECUTOR =
      "6f48bf84dd5837004c6f1dc0ab5298906c2aa1b7a3865a181797ab1edd0b99f5";

  private final MockWebServer server = new MockWebServer();
  private ColonyClient client;

  @BeforeEach
  void start() throws IOException {
    server.start();
    client =
        ColonyClient.connect(
            ColonyConfig.builder("127.0.0.1", server.getPort()).colonyName("dev").build(),
            Identity.generate());
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void readsProcesses() throws IOException {
    replay("getprocess-successful");
    Process done = client.getProcess("x");
    assertThat(done.state()).isEqualTo(ProcessState.SUCCESS);
    assertThat(done.out()).containsExactly("second");
    assertThat(done.spec().args()).isEqualTo(List.of("a", 1, 2.5, true));
    assertThat(done.attributes()).extracting(Attribute::key).containsExactly("progress", "phase");
    assertThat(done.execDeadline()).hasToString("2026-11-23T21:11:12.627261Z");
    replay("getprocess-failed");
    assertThat(client.getProcess("x").errors())
        .containsExactly("paillier: bad public key: n is even");
  }

  @Test
  void readsAnAssignment() throws IOException {
    replay("assign-child-2");
    Process child = client.assign(Duration.ofSeconds(1)).orElseThrow();
    assertThat(child.assignedExecutorId()).isEqualTo(EXECUTOR);
    assertThat(child.spec().nodeName()).isEqualTo("cloud");
    assertThat(child.execDeadline()).isNull();
    assertThat(child.in()).isNotEmpty();
  }

  @Test
  void readsGraphs() throws IOException {
    replay("getprocessgraph-successful");
    ProcessGraph graph = client.getProcessGraph("x");
    assertThat(graph.state()).isEqualTo(ProcessState.SUCCESS);
    assertThat(graph.processIdOf("dyn1")).contains(graph.processIds().get(1));
    replay("getprocessgraphs");
    assertThat(client.getProcessGraphs(ProcessState.WAITING, 10)).isNotEmpty();
    replay("submitworkflow");
    assertThat(client.submitWorkflow(new Workflow("dev", List.of())).submissionTime()).isNull();
  }

  @Test
  void readsFunctionsLogsAndChannels() throws IOException {
    replay("getfunctions");
    assertThat(client.getFunctions("capture-1").get(0).args())
        .containsExactly(
            Function.Argument.required("paillier-pubkey", "string", "base64 JSON {n}"));
    replay("getlogs-process");
    LogEntry line = client.getLogs("x", 10, 0).get(0);
    assertThat(line.message()).isEqualTo("line 1\n");
    assertThat(line.time()).hasToString("2026-11-23T21:01:12.646999161Z");
    replay("channel-read");
    List<ChannelEntry> entries = client.channelRead("x", "records", 0, 10);
    assertThat(entries).extracting(ChannelEntry::text).containsExactly("hello", "reply", "");
    assertThat(entries).extracting(ChannelEntry::type).containsExactly("data", "data", "end");
  }

  @Test
  void readsFiles() throws IOException {
    String checksum = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    ColonyFile.S3Object place = new ColonyFile.S3Object("localhost", 9000, false, "", "b", "o1");
    replay("addfile");
    ColonyFile added = client.addFile("/batches", "b1.bin", 3, checksum, place);
    assertThat(added.checksum()).isEqualTo(checksum);
    assertThat(added.reference().s3Object()).isEqualTo(place);
    replay("getfile");
    assertThat(client.getFile(added.fileId())).isEqualTo(added);
    replay("getfiles");
    assertThat(client.getFiles("/batches")).containsExactly(new ColonyFileEntry("b1.bin", "o1"));
  }

  @Test
  void recoversWhoSignedRecordedRequests() throws IOException {
    JsonNode request = exchange("getexecutor").get("request_body");
    assertThat(
            Identity.recoverId(
                request.get("payload").stringValue(), request.get("signature").stringValue()))
        .matches("[0-9a-f]{64}");
    JsonNode assign = exchange("assign-child-2").get("request_body");
    assertThat(
            Identity.recoverId(
                assign.get("payload").stringValue(), assign.get("signature").stringValue()))
        .isEqualTo(EXECUTOR);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "badenvelope-not-json",
        "badenvelope-short-signature",
        "badenvelope-bad-signature"
      })
  void theLocalColonyRefusesWhatTheRealServerRefused(String name) throws Exception {
    JsonNode exchange = exchange(name);
    JsonNode raw = exchange.get("request_raw");
    try (LocalColony colony = LocalColony.start()) {
      HttpResponse<String> reply =
          post(colony, raw == null ? exchange.get("request_body").toString() : raw.stringValue());
      assertThat(reply.statusCode()).isEqualTo(exchange.get("http_status").intValue());
      Map<?, ?> envelope = Wire.JSON.readValue(reply.body(), Map.class);
      assertThat(envelope.get("error")).isEqualTo(true);
      assertThat(envelope.get("payloadtype")).isEqualTo("error");
    }
  }

  @Test
  void theLocalColonySpeaksPlainHttp() throws Exception {
    try (LocalColony colony = LocalColony.start()) {
      URI health = URI.create("http://127.0.0.1:" + colony.port() + "/health");
      HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
      HttpResponse<String> ok =
          http.send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(ok.statusCode()).isEqualTo(200);
      HttpResponse<String> missing =
          http.send(
              HttpRequest.newBuilder(health.resolve("/other")).build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(missing.statusCode()).isEqualTo(404);
    }
  }

  private static HttpResponse<String> post(LocalColony colony, String body)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + colony.port() + "/api"))
                .version(HttpClient.Version.HTTP_1_1)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private void replay(String name) throws IOException {
    JsonNode exchange = exchange(name);
    server.enqueue(
        new MockResponse.Builder()
            .code(exchange.get("http_status").intValue())
            .body(exchange.get("response_body").toString())
            .build());
  }

  private static JsonNode exchange(String name) throws IOException {
    try (InputStream in =
        RecordedExchangeTest.class.getResourceAsStream("recorded/" + name + ".json")) {
      return Wire.JSON.readTree(Objects.requireNonNull(in));
    }
  }
}

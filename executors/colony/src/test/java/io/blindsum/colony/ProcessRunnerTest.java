package io.blindsum.colony;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ProcessRunnerTest {
  private final MockWebServer server = new MockWebServer();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicBoolean stopped = new AtomicBoolean();

  @BeforeEach
  void start() throws Exception {
    server.start();
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
    server.close();
  }

  @Test
  void handsBackInsteadOfFailingWhatIsBrokenOffAtTheEnd() throws Exception {
    CloseOutcome outcome =
        run(
            context -> {
              stopped.set(true);
              throw new InterruptedException();
            });
    assertThat(outcome).isEqualTo(CloseOutcome.DROPPED);
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void failsWithTheReasonInOneLine() throws Exception {
    server.enqueue(
        new MockResponse.Builder()
            .body("{\"payloadtype\":\"closefailedmsg\",\"payload\":\"e30=\",\"error\":false}")
            .build());
    CloseOutcome outcome =
        run(
            context -> {
              throw new IllegalArgumentException(
                  "line 1\n  line\u001b 2" + " and more".repeat(100));
            });
    assertThat(outcome).isEqualTo(CloseOutcome.CLOSED);
    String reason = errors().get(0).stringValue();
    assertThat(reason).startsWith("line 1 line? 2 and more and").hasSize(500);
  }

  private JsonNode errors() throws InterruptedException {
    JsonNode envelope = Wire.JSON.readTree(server.takeRequest().getBody().toByteArray());
    byte[] payload = Base64.getDecoder().decode(envelope.get("payload").stringValue());
    return Wire.JSON.readTree(payload).get("errors");
  }

  private CloseOutcome run(FunctionHandler handler) throws InterruptedException {
    Process process =
        Wire.JSON.readValue(
            "{\"processid\":\""
                + "0f".repeat(32)
                + "\",\"state\":1,\"spec\":{\"funcname\":\"f\",\"maxexectime\":60}}",
            Process.class);
    ProcessRunner runner =
        new ProcessRunner(
            Map.of("f", new ProcessRunner.Registered(Function.of("f", ""), handler)),
            threads,
            new OutageLog(),
            stopped::get);
    ColonyConfig config =
        ColonyConfig.builder("127.0.0.1", server.getPort()).colonyName("dev").build();
    try (ColonyClient client = ColonyClient.connect(config, Identity.generate())) {
      return runner.run(client, process);
    }
  }
}

package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.blindsum.colony.Identity;
import io.blindsum.messages.RunNonce;
import io.blindsum.testing.Requirement;
import io.blindsum.testing.StrangeTexts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The command against a server whose names, reasons and ids are any text. */
class StrangeServerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String GRAPH = "0d".repeat(32);
  private static final int FAILED = 3;

  @TempDir private Path folder;
  private HttpServer http;
  private String idOfProcesses = "";

  @BeforeEach
  void start() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext(
        "/api",
        exchange -> {
          try (exchange) {
            byte[] reply = answer(JSON.readTree(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(200, reply.length);
            exchange.getResponseBody().write(reply);
          }
        });
    http.start();
  }

  @AfterEach
  void stop() {
    http.stop(0);
  }

  private byte[] answer(JsonNode request) {
    String type = request.get("payloadtype").stringValue();
    byte[] payload = Base64.getDecoder().decode(request.get("payload").stringValue());
    JsonNode asked = JSON.readTree(payload);
    JsonNode content =
        type.equals("getprocessgraphmsg") ? graph() : process(asked.get("processid").stringValue());
    ObjectNode reply = JSON.createObjectNode().put("payloadtype", type).put("error", false);
    reply.put("payload", Base64.getEncoder().encodeToString(JSON.writeValueAsBytes(content)));
    return JSON.writeValueAsBytes(reply);
  }

  private static ObjectNode graph() {
    ObjectNode graph = JSON.createObjectNode().put("processgraphid", GRAPH).put("state", FAILED);
    ArrayNode ids = graph.putArray("processids");
    for (int i = 0; i < StrangeTexts.ALL.size(); i++) {
      ids.add(id(i));
    }
    return graph;
  }

  private static String id(int number) {
    return String.format(Locale.ROOT, "%064x", number);
  }

  private ObjectNode process(String asked) {
    String strange = StrangeTexts.ALL.get(Integer.parseInt(asked, 16));
    ObjectNode process = JSON.createObjectNode().put("state", FAILED);
    process.put("processid", idOfProcesses.isEmpty() ? asked : idOfProcesses);
    process.put("initiatorname", strange);
    process.putArray("errors").add(strange).add("and more");
    process.putObject("spec").put("nodename", strange).put("funcname", strange);
    return process;
  }

  private List<String> lines(int exitCode, String... command) throws Exception {
    Map<String, String> variables =
        Map.of(
            "COLONIES_SERVER_HOST", "127.0.0.1",
            "COLONIES_SERVER_PORT", String.valueOf(http.getAddress().getPort()),
            "COLONIES_TLS", "false",
            "COLONIES_COLONY_NAME", "dev",
            "COLONIES_PRVKEY", Identity.generate().exportPrivateKeyHex());
    Path log = folder.resolve("log");
    Process child = Child.start(log, variables, List.of(), command);
    assertThat(child.waitFor(120, TimeUnit.SECONDS)).isTrue();
    String printed = Files.readString(log);
    assertThat(child.exitValue()).as(printed).isEqualTo(exitCode);
    assertThat(printed.replace("\n", "")).matches(StrangeTexts::isPlain);
    return printed.lines().toList();
  }

  @Test
  @Requirement(
      id = "R39",
      figure = "names and reasons of a server, of any text: one line each in what commands print")
  void aLineIsALine() throws Exception {
    List<String> shown = lines(7, "workflow", "status", GRAPH);
    assertThat(shown).hasSize(1 + StrangeTexts.ALL.size());
    assertThat(lines(7, "workflow", "status", GRAPH, "--json")).hasSize(1);

    List<String> journal = new ArrayList<>();
    String run = RunNonce.draw();
    journal.add(entry(run, "RUN", run, ""));
    for (int i = 0; i < StrangeTexts.ALL.size(); i++) {
      journal.add(entry(run, "PLAN", "r" + i, id(i)));
    }
    Path file = Files.write(folder.resolve("a.journal"), journal);
    assertThat(lines(7, "query", "status", file.toString())).hasSize(StrangeTexts.ALL.size());
  }

  private static String entry(String run, String event, String name, String process) {
    ObjectNode entry = JSON.createObjectNode().put("run", run).put("event", event);
    entry.put("name", name).put("attempt", 0).put("process", process).put("graph", "");
    return JSON.writeValueAsString(entry);
  }

  @Test
  @Requirement(id = "R39", figure = "ids of 1 to 7 characters, of a path, of any text: one line")
  void anIdThatIsNoneIsRefused() throws Exception {
    for (String id : List.of("1234567", "../../x")) {
      idOfProcesses = id;
      assertThat(lines(6, "workflow", "status", GRAPH).get(0))
          .isEqualTo("error[6]: unusable reply: process id is not 64 lowercase hex digits");
    }
    Cli.makeTestKey(folder, "ages", 1024);
    String key = folder.resolve("ages.key").toString();
    assertThat(lines(6, "decrypt", "--process", id(0), "--key", key))
        .contains("error[6]: unusable reply: process id is not 64 lowercase hex digits");
  }
}

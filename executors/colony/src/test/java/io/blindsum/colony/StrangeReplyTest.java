package io.blindsum.colony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.blindsum.testing.Requirement;
import io.blindsum.testing.StrangeTexts;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Walks over every text of every reply that a server was recorded with, and puts others there. */
class StrangeReplyTest {
  private static final Map<String, Class<?>> RECORDED =
      Map.of(
          "assign-child-2", Process.class,
          "channel-read", ChannelEntry[].class,
          "getexecutor", Executor.class,
          "getfunctions", Function[].class,
          "getlogs-process", LogEntry[].class,
          "getprocess-failed", Process.class,
          "getprocess-successful", Process.class,
          "getprocessgraph-successful", ProcessGraph.class,
          "getprocessgraphs", ProcessGraph[].class,
          "submitworkflow", ProcessGraph.class);

  /** Ends of the lines of a drawn graph, which no record has. */
  private static final Set<String> UNREAD = Set.of("source", "target");

  @TestFactory
  @Requirement(
      id = "R39",
      figure = "each text of each recorded reply, as 31 others: 0 crashes, 0 ids but of 64 digits")
  Stream<DynamicTest> everyTextIsReadOrRefused() {
    return RECORDED.entrySet().stream()
        .map(
            reply ->
                DynamicTest.dynamicTest(
                    reply.getKey(), () -> walk(payload(reply.getKey()), reply.getValue())));
  }

  private static JsonNode payload(String name) throws IOException {
    try (InputStream in =
        StrangeReplyTest.class.getResourceAsStream("recorded/" + name + ".json")) {
      JsonNode body = Wire.JSON.readTree(Objects.requireNonNull(in)).get("response_body");
      return RpcTransport.payload(
          body.get("payloadtype").stringValue(), 200, Wire.JSON.writeValueAsBytes(body));
    }
  }

  private static void walk(JsonNode payload, Class<?> type) {
    Set<String> ids = new TreeSet<>();
    walk(payload, payload, type, ids);
    assertThat(ids).as("ids that were read").isEmpty();
  }

  private static void walk(JsonNode root, JsonNode node, Class<?> type, Set<String> ids) {
    if (node instanceof ObjectNode object) {
      for (String name : List.copyOf(object.propertyNames())) {
        JsonNode value = object.get(name);
        if (value.isString() && !UNREAD.contains(name)) {
          for (String strange : StrangeTexts.ALL) {
            object.put(name, strange);
            if (reads(root, type) && isId(value.stringValue()) && !strange.isEmpty()) {
              ids.add(name + "=" + strange);
            }
          }
          object.set(name, value);
        } else {
          walk(root, value, type, ids);
        }
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        JsonNode value = array.get(i);
        if (value.isString()) {
          for (String strange : StrangeTexts.ALL) {
            array.set(i, JsonNodeFactory.instance.stringNode(strange));
            if (reads(root, type) && isId(value.stringValue())) {
              ids.add("[" + i + "]=" + strange);
            }
          }
          array.set(i, value);
        } else {
          walk(root, value, type, ids);
        }
      }
    }
  }

  private static boolean reads(JsonNode root, Class<?> type) {
    try {
      assertThat(ColonyClient.read(root, type)).isNotNull();
      return true;
    } catch (ColonyException e) {
      assertThat(e.getMessage()).startsWith("unusable reply").matches(StrangeTexts::isPlain);
      return false;
    }
  }

  private static boolean isId(String text) {
    return text.matches("[0-9a-f]{64}");
  }

  @Test
  void aBadIdIsNoTroubleThatPasses() {
    List<String> ids = new ArrayList<>(StrangeTexts.ALL);
    ids.add("AB".repeat(32));
    ids.add("ab".repeat(32) + "\n");
    ids.add("../" + "a".repeat(61));
    for (String id : ids) {
      ObjectNode process = JsonNodeFactory.instance.objectNode();
      process.put("processid", id).put("state", 1).putObject("spec");
      assertThatExceptionOfType(ColonyException.class)
          .isThrownBy(() -> ColonyClient.read(process, Process.class))
          .withMessage("unusable reply: process id is not 64 lowercase hex digits")
          .matches(e -> !e.isTransient());
    }
  }
}

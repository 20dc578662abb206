package io.blindsum.colony.local;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NumericNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads members of messages with the real server's tolerance, and writes its forms. */
final class Json {
  static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  // A request as a whole is bounded before it is parsed.
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
                  .build())
          .build();

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String NO_TIME = "0001-01-01T00:00:00Z";
  private static final double EXPONENT_FROM = 1e21;

  private Json() {}

  static ObjectNode object() {
    return NODES.objectNode();
  }

  static ArrayNode array() {
    return NODES.arrayNode();
  }

  /** Returns a text member, empty if it is missing. */
  static String text(JsonNode node, String member) {
    return node.path(member).stringValue("");
  }

  /** Returns a whole number member, 0 if it is missing. */
  static long number(JsonNode node, String member) {
    return node.path(member).asLong(0);
  }

  /** Returns a list of texts, empty if it is missing or null. */
  static ArrayNode list(JsonNode node, String member) {
    JsonNode value = node.get(member);
    return value instanceof ArrayNode array ? array : array();
  }

  /** Returns an object member, empty if it is missing or null. */
  static ObjectNode object(JsonNode node, String member) {
    JsonNode value = node.get(member);
    return value instanceof ObjectNode object ? object : object();
  }

  static String time(@Nullable Instant instant) {
    return instant == null ? NO_TIME : instant.toString();
  }

  static @Nullable Instant time(JsonNode node, String member) {
    String text = text(node, member);
    return text.isEmpty() || text.equals(NO_TIME) ? null : Instant.parse(text);
  }

  /** Passes all numbers through 64-bit floating point, as the real server does. */
  static JsonNode throughDouble(JsonNode node) {
    if (node instanceof NumericNode number) {
      return shortest(number.doubleValue());
    }
    if (node instanceof ArrayNode items) {
      ArrayNode copy = array();
      items.forEach(item -> copy.add(throughDouble(item)));
      return copy;
    }
    if (node instanceof ObjectNode members) {
      ObjectNode copy = object();
      members.forEachEntry((name, value) -> copy.set(name, throughDouble(value)));
      return copy;
    }
    return node;
  }

  private static JsonNode shortest(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < EXPONENT_FROM;
    return whole
        ? NODES.numberNode(new BigDecimal(Double.toString(value)).toBigInteger())
        : NODES.numberNode(value);
  }
}

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
public final class Json {
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

  /** Reports a member of a message that has another type than the protocol says. */
  static final class WrongType extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongType(String member) {
      super(member, null, false, false);
    }
  }

  /** Returns a text member, empty if it is missing or null. */
  static String text(JsonNode node, String member) {
    JsonNode value = node.path(member);
    require(isAbsent(value) || value.isString(), member);
    return value.stringValue("");
  }

  /** Returns a whole number member, 0 if it is missing or null. */
  static long number(JsonNode node, String member) {
    JsonNode value = node.path(member);
    require(isAbsent(value) || (value.isIntegralNumber() && value.canConvertToLong()), member);
    return value.asLong(0);
  }

  /** Returns a truth value member, false if it is missing or null. */
  static boolean flag(JsonNode node, String member) {
    JsonNode value = node.path(member);
    require(isAbsent(value) || value.isBoolean(), member);
    return value.booleanValue(false);
  }

  /** Returns a list member, empty if it is missing or null. */
  static ArrayNode list(JsonNode node, String member) {
    JsonNode value = node.path(member);
    require(isAbsent(value) || value.isArray(), member);
    return value instanceof ArrayNode array ? array : array();
  }

  /** Returns an object member, empty if it is missing or null. */
  static ObjectNode object(JsonNode node, String member) {
    JsonNode value = node.path(member);
    require(isAbsent(value) || value.isObject(), member);
    return value instanceof ObjectNode object ? object : object();
  }

  /** Returns an object member, or refuses a message without it. */
  static ObjectNode required(JsonNode message, String member, String whenMissing) {
    if (isAbsent(message.path(member))) {
      throw new RpcError(400, whenMissing);
    }
    return object(message, member);
  }

  private static boolean isAbsent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  private static void require(boolean rightType, String member) {
    if (!rightType) {
      throw new WrongType(member);
    }
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

package io.blindsum.keys;

import io.blindsum.paillier.InvalidKeyException;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One JSON object of a key document, read member by member: no duplicate members, nothing after it,
 * no member that nobody asked for, no conversion of types.
 *
 * <p>Every failure is an {@link InvalidKeyException} that names the member and quotes nothing.
 */
public final class StrictJson {
  private static final int MAX_DEPTH = 4;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final String field;
  private final ObjectNode object;

  private StrictJson(String field, ObjectNode object) {
    this.field = field;
    this.object = object;
  }

  /** Reads a document that is one object; {@code field} opens every message about it. */
  public static StrictJson parse(String field, String text) {
    try {
      if (MAPPER.readTree(text) instanceof ObjectNode object) {
        return new StrictJson(field, object);
      }
    } catch (JacksonException e) {
      // its message quotes the document, which may be a private key
    }
    throw new InvalidKeyException(field + ": not one JSON object with each member once");
  }

  public static ObjectNode newObject() {
    return MAPPER.createObjectNode();
  }

  public static String print(ObjectNode object) {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(object) + "\n";
  }

  public boolean has(String member) {
    return object.has(member);
  }

  /** Refuses members that are not among the known ones. */
  public void requireOnly(Set<String> known) {
    if (!known.containsAll(object.propertyNames())) {
      throw new InvalidKeyException(field + ": unknown member");
    }
  }

  public String string(String member) {
    JsonNode value = value(member);
    if (!value.isString()) {
      throw fault(member, "not a string");
    }
    return value.stringValue();
  }

  /** Refuses a string member of any other value. */
  public void requireString(String member, String expected) {
    if (!string(member).equals(expected)) {
      throw fault(member, "not " + expected);
    }
  }

  public int integer(String member, int min, int max) {
    JsonNode value = value(member);
    if (!value.isInt() || value.intValue() < min || value.intValue() > max) {
      throw fault(member, "not an integer from " + min + " to " + max);
    }
    return value.intValue();
  }

  public boolean bool(String member) {
    JsonNode value = value(member);
    if (!value.isBoolean()) {
      throw fault(member, "not true or false");
    }
    return value.booleanValue();
  }

  /** Returns a member that is an array of strings. */
  public List<String> strings(String member) {
    if (value(member) instanceof ArrayNode array
        && array.valueStream().allMatch(JsonNode::isString)) {
      return array.valueStream().map(JsonNode::stringValue).toList();
    }
    throw fault(member, "not an array of strings");
  }

  public StrictJson object(String member) {
    if (value(member) instanceof ObjectNode inner) {
      return new StrictJson(path(member), inner);
    }
    throw fault(member, "not an object");
  }

  /** Returns the name of a member as messages print it. */
  public String path(String member) {
    return field + "." + member;
  }

  public InvalidKeyException fault(String member, String words) {
    return new InvalidKeyException(path(member) + ": " + words);
  }

  private JsonNode value(String member) {
    JsonNode value = object.get(member);
    if (value == null) {
      throw fault(member, "missing");
    }
    return value;
  }
}

package io.blindsum.messages;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.type.LogicalType;

/**
 * Maps records to JSON and back, strictly: each member once, none unknown, none missing, no
 * conversion of types. Counts travel as text, because the server passes numbers through 64-bit
 * floating point.
 */
public final class MessageJson {
  /** A few times the longest output that an executor makes. */
  static final int MAX_TEXT_CHARS = 32 << 20;

  private static final int MAX_DEPTH = 9;

  static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxStringLength(MAX_TEXT_CHARS)
                          .maxDocumentLength(MAX_TEXT_CHARS)
                          .maxNestingDepth(MAX_DEPTH)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfig(
              LogicalType.Textual,
              texts ->
                  texts
                      .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .build();

  private MessageJson() {}

  /** Reads a text that is one object. */
  public static ObjectNode object(String where, String text) {
    try {
      if (MAPPER.readTree(text) instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException e) {
      // its message quotes the text
    }
    throw new MessageException(where, "not one JSON object with each member once");
  }

  /** Turns a tree into a record. */
  public static <T> T read(String where, JsonNode tree, Class<T> type) {
    try {
      return MAPPER.treeToValue(tree, type);
    } catch (JacksonException e) {
      throw new MessageException(where, problem(e));
    }
  }

  /** Turns the arguments of a call into a record. */
  public static <T> T read(String where, Map<String, Object> arguments, Class<T> type) {
    return read(where, MAPPER.<JsonNode>valueToTree(arguments), type);
  }

  /** Turns a record into the arguments of a call. */
  @SuppressWarnings("unchecked") // every record becomes an object
  public static Map<String, Object> arguments(Record request) {
    return MAPPER.convertValue(request, Map.class);
  }

  public static String write(JsonNode tree) {
    return MAPPER.writeValueAsString(tree);
  }

  public static ObjectNode tree(Object record) {
    return MAPPER.valueToTree(record);
  }

  /** Returns the member and our own words about it; the parser's words quote the text. */
  private static String problem(JacksonException e) {
    if (e instanceof InvalidTypeIdException) {
      return "kind is none of " + Kinds.NAMES;
    }
    String name =
        e instanceof DatabindException && !e.getPath().isEmpty()
            ? String.valueOf(e.getPath().get(e.getPath().size() - 1).getPropertyName())
            : "";
    // a stranger chose it
    String member = name.matches("[A-Za-z0-9_-]{1,40}") ? "member " + name : "a member";
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof MessageException refused) {
        return String.valueOf(refused.getMessage());
      }
    }
    return member + " is missing, unknown or of another type";
  }

  /** The words for the kinds of messages, as {@link Message} lists them. */
  static final class Kinds {
    private static final Map<Class<?>, String> TYPES =
        Stream.of(Message.class.getAnnotation(JsonSubTypes.class).value())
            .collect(Collectors.toMap(JsonSubTypes.Type::value, JsonSubTypes.Type::name));

    static final Set<String> NAMES = new TreeSet<>(TYPES.values());

    private Kinds() {}

    static String of(Class<? extends Message> type) {
      return Objects.requireNonNull(TYPES.get(type));
    }
  }

  /** Writes a count as text. */
  static final class CountWriter extends ValueSerializer<Long> {
    @Override
    public void serialize(Long value, JsonGenerator generator, SerializationContext context) {
      generator.writeString(Long.toString(value));
    }
  }

  /** Reads a count from the text that {@link CountWriter} writes, and from no other. */
  static final class CountReader extends ValueDeserializer<Long> {
    @Override
    public Long deserialize(JsonParser parser, DeserializationContext context) {
      if (parser.currentToken() == JsonToken.VALUE_STRING) {
        String text = parser.getString();
        if (text.matches("0|[1-9][0-9]{0,17}")) {
          return Long.valueOf(text);
        }
      }
      return context.reportInputMismatch(Long.class, "not a count as text");
    }
  }
}

package io.blindsum.colony;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Maps records to the protocol's JSON: lowercase member names, lists that may be null, members that
 * may be missing or unknown, times with 0 to 9 fraction digits of which year 1 means "none".
 */
final class Wire {
  static final JsonMapper JSON = mapper();

  private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

  private Wire() {}

  /** Refuses an id that is none. */
  static final class BadIdException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private BadIdException(String message) {
      super(message);
    }
  }

  /** Copies a list that may be null or hold nulls into an unmodifiable one. */
  static <T extends @Nullable Object> List<T> list(@Nullable List<? extends T> values) {
    return values == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(values));
  }

  /** Copies a list that may be null into an unmodifiable one of what is there. */
  static <T> List<T> present(@Nullable List<? extends @Nullable T> values) {
    List<T> copy = new ArrayList<>();
    for (T value : values == null ? List.<T>of() : values) {
      if (value != null) {
        copy.add(value);
      }
    }
    return Collections.unmodifiableList(copy);
  }

  /** Copies a map that may be null or hold nulls into an unmodifiable one that keeps the order. */
  static <V extends @Nullable Object> Map<String, V> map(
      @Nullable Map<String, ? extends V> values) {
    return values == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Turns a missing text into the empty one. */
  static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  /**
   * Returns the id of a process, a graph or a key: 64 lowercase hex digits, which may stand in a
   * message and in the name of a file.
   *
   * @param whose what messages call it
   * @throws BadIdException if it is anything else
   */
  static String id(String whose, @Nullable String value) {
    Objects.requireNonNull(value, whose);
    if (!isId(value)) {
      throw new BadIdException(whose + " id is not 64 lowercase hex digits");
    }
    return value;
  }

  /** Tells whether a text is an id. */
  static boolean isId(String value) {
    return ID.matcher(value).matches();
  }

  /** Returns an id that may be missing as the empty text. */
  static String idOrNone(String whose, @Nullable String value) {
    return text(value).isEmpty() ? "" : id(whose, value);
  }

  /** Returns a list of ids that may be null. */
  static List<String> ids(String whose, @Nullable List<String> values) {
    List<String> copy = list(values);
    copy.forEach(value -> id(whose, value));
    return copy;
  }

  private static JsonMapper mapper() {
    JsonFactory factory =
        JsonFactory.builder()
            // The reply as a whole is bounded before it is parsed.
            .streamReadConstraints(
                StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    return JsonMapper.builder(factory)
        .propertyNamingStrategy(PropertyNamingStrategies.LOWER_CASE)
        .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .addModule(new SimpleModule().addDeserializer(Instant.class, new TimeReader()))
        .build();
  }

  private static final class TimeReader extends ValueDeserializer<Instant> {
    @Override
    public @Nullable Instant deserialize(JsonParser parser, DeserializationContext context) {
      String text = parser.getValueAsString("");
      try {
        OffsetDateTime time = OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME);
        return time.withOffsetSameInstant(ZoneOffset.UTC).getYear() <= 1 ? null : time.toInstant();
      } catch (DateTimeParseException e) {
        return context.reportInputMismatch(Instant.class, "not an RFC 3339 time");
      }
    }
  }

  /** Reads a list of texts; an item that is no text becomes its JSON form. */
  static final class TextListReader extends ValueDeserializer<List<String>> {
    @Override
    public List<String> deserialize(JsonParser parser, DeserializationContext context) {
      JsonNode node = context.readTree(parser);
      if (!node.isArray()) {
        return context.reportInputMismatch(List.class, "not a list");
      }
      List<String> texts = new ArrayList<>(node.size());
      for (JsonNode item : node) {
        texts.add(item.isString() ? item.stringValue() : item.toString());
      }
      return texts;
    }
  }
}

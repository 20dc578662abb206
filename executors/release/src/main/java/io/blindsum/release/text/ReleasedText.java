package io.blindsum.release.text;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import io.blindsum.encoding.PrintableText;
import io.blindsum.release.result.ColumnResult;
import io.blindsum.release.result.Estimates;
import io.blindsum.release.result.Figure;
import io.blindsum.release.result.Group;
import io.blindsum.release.result.Histogram;
import io.blindsum.release.result.Key;
import io.blindsum.release.result.Member;
import io.blindsum.release.result.Model;
import io.blindsum.release.result.ReleasedResult;
import io.blindsum.release.result.Result;
import io.blindsum.release.result.Survival;
import io.blindsum.release.result.Table;
import io.blindsum.release.result.Test;
import io.blindsum.release.result.Value;
import io.blindsum.release.result.Withheld;
import java.math.BigDecimal;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a released result as one JSON object and reads it back, strictly: each member once, none
 * unknown, none missing. Every number comes back as it was, to the last bit.
 */
public final class ReleasedText {
  private static final int VERSION = 1;
  private static final String FORMAT = "blindsum-released";
  private static final int MAX_CHARS = 32 << 20;
  private static final int MAX_DEPTH = 40;
  private static final int LONGEST_TEXT = 4_000;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxDocumentLength(MAX_CHARS)
                          .maxNestingDepth(MAX_DEPTH)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .changeDefaultVisibility(
              any ->
                  any.withVisibility(PropertyAccessor.GETTER, Visibility.NONE)
                      .withVisibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
                      .withVisibility(PropertyAccessor.FIELD, Visibility.ANY))
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .addMixIn(Result.class, Kind.class)
          .addMixIn(Member.class, Kind.class)
          .addMixIn(Key.class, Kind.class)
          .addMixIn(Value.class, Kind.class)
          .addMixIn(ColumnResult.class, Kind.class)
          .addModule(
              new SimpleModule()
                  .addSerializer(Number.class, new NumberText.Writer())
                  .addDeserializer(Number.class, new NumberText.Reader<>(Number.class))
                  .addDeserializer(BigDecimal.class, new NumberText.Reader<>(BigDecimal.class)))
          .registerSubtypes(
              named("estimates", Estimates.class),
              named("histogram", Histogram.class),
              named("model", Model.class),
              named("survival", Survival.class),
              named("table", Table.class),
              named("test", Test.class),
              named("withheld", Withheld.class),
              named("figure", Figure.class),
              named("part", Member.Part.class),
              named("rows", Member.Rows.class),
              named("undefined", Member.Undefined.class),
              named("left_out", Member.LeftOut.class),
              named("group", Group.class),
              named("labels", Key.Labels.class),
              named("shown", Value.Shown.class),
              named("hidden", Value.Hidden.class),
              named("none", Value.Undefined.class),
              named("numbers", ColumnResult.Numbers.class),
              named("categories", ColumnResult.Categories.class))
          .build();

  private ReleasedText() {}

  /** Says which of the kinds of a thing follows. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  private interface Kind {}

  private static NamedType named(String name, Class<?> type) {
    return new NamedType(type, name);
  }

  /** Writes a result. */
  public static String write(ReleasedResult result) {
    ObjectNode object = MAPPER.createObjectNode();
    object.put(FORMAT, VERSION);
    object.setAll((ObjectNode) MAPPER.valueToTree(result));
    return MAPPER.writeValueAsString(object);
  }

  /**
   * Reads a result.
   *
   * @throws IllegalArgumentException in one line that quotes nothing, if it is not one
   */
  public static ReleasedResult read(String text) {
    try {
      if (text.length() <= MAX_CHARS
          && MAPPER.readTree(text) instanceof ObjectNode object
          && object.path(FORMAT).isInt()
          && object.remove(FORMAT).intValue() == VERSION
          && isPlain(object)) {
        ReleasedResult result = MAPPER.treeToValue(object, ReleasedResult.class);
        if (!result.groups().isEmpty()) {
          return result;
        }
      }
    } catch (JacksonException | IllegalArgumentException e) {
      // its message quotes the text
    }
    throw new IllegalArgumentException("not released tables of this version of the program");
  }

  /** Tells whether no text in it is too long to show, or steers a terminal. */
  private static boolean isPlain(JsonNode node) {
    if (node.isString()) {
      String text = node.stringValue();
      return text.length() <= LONGEST_TEXT && text.codePoints().noneMatch(PrintableText::steers);
    }
    return node.valueStream().allMatch(ReleasedText::isPlain);
  }
}

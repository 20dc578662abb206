package io.blindsum.release.text;

import java.math.BigDecimal;
import java.math.BigInteger;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;

/**
 * Numbers of a result as texts that say of which kind each is, such as {@code long 12}: a JSON
 * number would come back as another one.
 */
final class NumberText {
  private static final String INT = "int";
  private static final String LONG = "long";
  private static final String DOUBLE = "double";
  private static final String DECIMAL = "decimal";

  /** More than any exact total has. */
  private static final int MAX_CHARS = 4_000;

  private NumberText() {}

  /** Writes a number. */
  static final class Writer extends ValueSerializer<Number> {
    @Override
    public void serialize(Number value, JsonGenerator generator, SerializationContext context) {
      generator.writeString(
          value instanceof BigDecimal decimal
              ? DECIMAL + " " + decimal.unscaledValue() + " " + decimal.scale()
              : (value instanceof Double ? DOUBLE : value instanceof Integer ? INT : LONG)
                  + " "
                  + value);
    }
  }

  /** Reads what the writer writes, if it is of a type. */
  static final class Reader<N extends Number> extends ValueDeserializer<N> {
    private final Class<N> type;

    Reader(Class<N> type) {
      this.type = type;
    }

    @Override
    public N deserialize(JsonParser parser, DeserializationContext context) {
      if (parser.currentToken() == JsonToken.VALUE_STRING) {
        try {
          Number number = parse(parser.getString());
          if (type.isInstance(number)) {
            return type.cast(number);
          }
        } catch (NumberFormatException e) {
          // said below
        }
      }
      return context.reportInputMismatch(type, "not a number as text");
    }

    private static Number parse(String text) {
      String[] words = text.length() <= MAX_CHARS ? text.split(" ", -1) : new String[0];
      if (words.length == 2 && words[0].equals(INT)) {
        return Integer.valueOf(words[1]);
      }
      if (words.length == 2 && words[0].equals(LONG)) {
        return Long.valueOf(words[1]);
      }
      if (words.length == 2 && words[0].equals(DOUBLE)) {
        return Double.valueOf(words[1]);
      }
      if (words.length == 3 && words[0].equals(DECIMAL)) {
        return new BigDecimal(new BigInteger(words[1]), scale(words[2]));
      }
      throw new NumberFormatException();
    }

    /** A scale that makes no number of millions of digits. */
    private static int scale(String text) {
      int scale = Integer.parseInt(text);
      if (Math.abs(scale) > MAX_CHARS) {
        throw new NumberFormatException();
      }
      return scale;
    }
  }
}

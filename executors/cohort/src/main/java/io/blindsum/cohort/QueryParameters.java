package io.blindsum.cohort;

import io.blindsum.encoding.CategoryType;
import io.blindsum.encoding.ColumnType;
import io.blindsum.encoding.NumberType;
import io.blindsum.encoding.PlainNotation;
import io.blindsum.text.DataException;
import io.blindsum.text.Messages;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The typed parameters of a query, and the gate that a stranger's values pass before the database
 * hears of them. A type is written as that of a column: {@code int[1900..2100]}, {@code dec(1)[..]}
 * or {@code cat{F,M}}.
 *
 * <p>Messages name the parameter and its type, and quote no value.
 *
 * @param types the type of each parameter, by name
 */
public record QueryParameters(Map<String, ColumnType> types) {
  private static final QueryParameters NONE = new QueryParameters(Map.of());
  private static final String PLAIN_DECIMAL = "-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,18})?";

  /** Copies the types. */
  public QueryParameters {
    types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
  }

  /** Returns the parameters of a query that has none. */
  public static QueryParameters none() {
    return NONE;
  }

  /**
   * Checks values from a job.
   *
   * @param field what the values are called in messages, such as {@code parameters}
   * @param values what was sent, of whatever types JSON has
   * @return a {@link Long}, {@link BigDecimal} or {@link String} for each parameter
   * @throws DataException if one is missing, unknown, of another type or out of its range
   */
  public Map<String, Object> read(String field, Map<?, ?> values) {
    for (Object name : values.keySet()) {
      if (!types.containsKey(name)) {
        throw new DataException(
            "unknown parameter",
            field + "." + Messages.printable(String.valueOf(name)),
            "give the parameters of the data set: " + types);
      }
    }
    Map<String, Object> read = new LinkedHashMap<>();
    types.forEach((name, type) -> read.put(name, read(field + "." + name, values.get(name), type)));
    return read;
  }

  /** Refuses a query that names other parameters than these. */
  void requireNames(Set<String> names) {
    for (String name : names) {
      if (!types.containsKey(name)) {
        throw new IllegalArgumentException("the query's parameter :" + name + " is not declared");
      }
    }
    for (String name : types.keySet()) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException("the parameter " + name + " is not in the query");
      }
    }
  }

  private static Object read(String where, @Nullable Object value, ColumnType type) {
    if (value == null) {
      throw new DataException("missing", where, "give a value of type " + type);
    }
    return type.match(
        numbers -> number(where, value, numbers), categories -> label(where, value, categories));
  }

  private static Object label(String where, Object value, CategoryType type) {
    if (value instanceof String text && type.labels().contains(text)) {
      return text;
    }
    throw mismatch(where, type);
  }

  private static Object number(String where, Object value, NumberType number) {
    BigDecimal decimal = decimal(where, value, number);
    BigDecimal lowest = BigDecimal.valueOf(number.lowest(), number.decimals());
    BigDecimal highest = BigDecimal.valueOf(number.highest(), number.decimals());
    boolean fits =
        decimal.compareTo(lowest) >= 0
            && decimal.compareTo(highest) <= 0
            && decimal.stripTrailingZeros().scale() <= number.decimals();
    if (!fits) {
      throw mismatch(where, number);
    }
    return number.notation() == PlainNotation.DEC ? decimal : (Object) decimal.longValueExact();
  }

  /** A number of JSON; or, where it may have decimals that floating point loses, plain text. */
  private static BigDecimal decimal(String where, Object value, NumberType type) {
    boolean text = type.notation() == PlainNotation.DEC && value instanceof String;
    String digits = text || value instanceof Number ? String.valueOf(value) : "";
    try {
      if (!text || digits.matches(PLAIN_DECIMAL)) {
        return new BigDecimal(digits);
      }
    } catch (NumberFormatException e) {
      // its message quotes the value
    }
    throw mismatch(where, type);
  }

  private static DataException mismatch(String where, ColumnType type) {
    return new DataException("not of type " + type, where, "give a value of that type");
  }
}

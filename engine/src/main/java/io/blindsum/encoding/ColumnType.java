package io.blindsum.encoding;

import java.util.Optional;
import java.util.function.Function;

/**
 * What the values of a column may be. Written {@code int[18..120]}, {@code dec(2)[-50.5..50]},
 * {@code month[0..60]}, {@code bool}, {@code date(years to 2024-01-01)[18..90]} or {@code
 * cat{F,M}}; {@link Object#toString} gives that form back.
 */
public sealed interface ColumnType permits NumberType, CategoryType {
  /**
   * Returns U: encoded values are the integers 0 to U. For numbers {@code (hi - lo) 10^d}, for
   * categories their number less one.
   */
  long maxEncoded();

  /**
   * Writes an encoded value as people read it: a number with all its decimals, or a category.
   *
   * @param encoded in [0, {@link #maxEncoded()}]
   */
  String format(long encoded);

  /**
   * Returns what one of the functions makes of the type: that of its kind. Another kind of type is
   * another parameter, so that the compiler finds each place that has to know it.
   */
  <R> R match(Function<NumberType, R> numbers, Function<CategoryType, R> categories);

  /** Returns the type if its values are numbers, which have an order and add up. */
  default Optional<NumberType> numbers() {
    return match(Optional::of, categories -> Optional.empty());
  }

  /** Tells whether a field is the digits of a number, and neither a word nor a date. */
  default boolean isDigits() {
    return numbers().filter(numbers -> numbers.notation().isDigits()).isPresent();
  }

  /**
   * Parses a type.
   *
   * @throws SpecificationException with what is wrong and how to write it
   */
  static ColumnType parse(String text) {
    return ColumnTypeParser.parse(text);
  }
}

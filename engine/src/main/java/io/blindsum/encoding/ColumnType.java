package io.blindsum.encoding;

/**
 * What the values of a column may be. Written {@code int[18..120]}, {@code dec(2)[-50.5..50]},
 * {@code month[0..60]} or {@code cat{F,M}}; {@link Object#toString} gives that form back.
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
   * Parses a type.
   *
   * @throws SpecificationException with what is wrong and how to write it
   */
  static ColumnType parse(String text) {
    return ColumnTypeParser.parse(text);
  }
}

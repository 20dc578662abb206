package io.blindsum.encoding;

/**
 * How the numbers of a column are written in its fields.
 *
 * <p>{@link PlainNotation} is of numbers and words, {@link DateNotation} of dates that are counted
 * from or to a declared day.
 */
public sealed interface NumberNotation permits PlainNotation, DateNotation {
  /** Tells whether a field is the digits of its number, as a database compares them too. */
  boolean isDigits();

  /** Writes a type of this notation. */
  String text(NumberType type);

  /** Returns a reader of the fields of a column. */
  FieldReader reader(NumberType type);

  /** Returns a reader of values as a question writes them: the numbers that dates stand for. */
  FieldReader questionReader(NumberType type);
}

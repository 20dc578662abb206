package io.blindsum.encoding;

/**
 * Reads one column's fields to encoded values, without allocation and without throwing.
 *
 * <p>Holds the outcome of the last {@link #read}. Not for use by several threads at once.
 */
public abstract sealed class FieldReader
    permits NumberReader, BoolReader, DateReader, CategoryReader {
  private static final char[][] NULL_TEXTS = {
    {},
    "NA".toCharArray(),
    "N/A".toCharArray(),
    "NULL".toCharArray(),
    "null".toCharArray(),
    "\\N".toCharArray()
  };

  /** Returns a reader of the fields of a column. */
  public static FieldReader of(ColumnType type) {
    return type.match(
        numbers -> numbers.notation().reader(numbers),
        categories -> new CategoryReader(categories.labels()));
  }

  /** Returns a reader of values as a question writes them: a date as the number it stands for. */
  public static FieldReader ofQuestion(ColumnType type) {
    return type.match(
        numbers -> numbers.notation().questionReader(numbers),
        categories -> new CategoryReader(categories.labels()));
  }

  /** Reads the characters {@code from} (inclusive) to {@code to} (exclusive). */
  public abstract FieldStatus read(char[] text, int from, int to);

  /**
   * Returns the encoded value after {@link FieldStatus#VALUE}, and that of the nearest bound after
   * {@link FieldStatus#OUT_OF_RANGE}.
   */
  public abstract long encoded();

  static boolean isNull(char[] text, int from, int to) {
    for (char[] word : NULL_TEXTS) {
      if (same(word, text, from, to)) {
        return true;
      }
    }
    return false;
  }

  static boolean same(char[] word, char[] text, int from, int to) {
    if (to - from != word.length) {
      return false;
    }
    for (int i = 0; i < word.length; i++) {
      if (word[i] != text[from + i]) {
        return false;
      }
    }
    return true;
  }
}

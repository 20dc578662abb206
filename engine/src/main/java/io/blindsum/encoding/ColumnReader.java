package io.blindsum.encoding;

/**
 * Reads the fields of one column to encoded values, without a layout and without allocation.
 *
 * <p>Not for use by several threads at once.
 */
public final class ColumnReader {
  private final FieldReader reader;
  private final TextBuffer buffer = new TextBuffer();

  private ColumnReader(FieldReader reader) {
    this.reader = reader;
  }

  /** Returns a reader of the fields of a column. */
  public static ColumnReader of(ColumnType type) {
    return new ColumnReader(FieldReader.of(type));
  }

  /** Returns a reader of values as a question writes them: a date as the number it stands for. */
  public static ColumnReader ofQuestion(ColumnType type) {
    return new ColumnReader(FieldReader.ofQuestion(type));
  }

  /** Reads a field and tells what it is. */
  public FieldStatus read(CharSequence text) {
    return reader.read(buffer.fill(text), 0, text.length());
  }

  /** Returns the encoded value, in [0, U], after {@link FieldStatus#VALUE}. */
  public long encoded() {
    return reader.encoded();
  }
}

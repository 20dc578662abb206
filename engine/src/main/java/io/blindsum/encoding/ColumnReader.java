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

  public static ColumnReader of(ColumnType type) {
    return new ColumnReader(FieldReader.of(type));
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

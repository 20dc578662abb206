package io.blindsum.cohort;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Holds the fields of the current CSV row, without the blanks around them, in one reused array: no
 * object a row or a field.
 */
final class CsvRow extends AbstractBaseCsvCallbackHandler<CsvRow> {
  private static final char LAST_ASCII = 0x7f;

  private char[] chars = new char[1024];
  private int[] ends = new int[16];
  private int used;
  private int nulField;
  private boolean blank;

  @Override
  protected void handleBegin(long startingLineNumber) {
    used = 0;
    nulField = -1;
    blank = false;
  }

  @Override
  protected void handleField(int index, char[] buffer, int start, int count, boolean quoted) {
    int offset = start;
    int end = start + count;
    // nearly all fields begin and end with such a character
    if (count > 0 && !(isVisible(buffer[offset]) && isVisible(buffer[end - 1]))) {
      while (offset < end && Blanks.isBlank(buffer[offset])) {
        offset++;
      }
      while (end > offset && Blanks.isBlank(buffer[end - 1])) {
        end--;
      }
    }
    int length = end - offset;
    if (used + length > chars.length) {
      chars = Arrays.copyOf(chars, Math.max(2 * chars.length, used + length));
    }
    if (index == ends.length) {
      ends = Arrays.copyOf(ends, 2 * ends.length);
    }
    // in locals: the fields would be written at each character
    char[] to = chars;
    int at = used;
    for (int i = offset; i < end; i++) {
      char c = buffer[i];
      to[at++] = c;
      if (c == 0) {
        nulField = index;
      }
    }
    used = at;
    ends[index] = at;
  }

  private static boolean isVisible(char c) {
    return c > ' ' && c <= LAST_ASCII;
  }

  @Override
  protected void handleEmpty() {
    ends[0] = 0;
    used = 0;
    blank = true;
  }

  @Override
  protected CsvRow buildRecord() {
    return this;
  }

  /** Returns whether the line has no character at all. */
  boolean blank() {
    return blank;
  }

  /** Returns whether no field has a character but blanks. */
  boolean empty() {
    return blank || used == 0;
  }

  int fieldCount() {
    return getFieldCount();
  }

  /** Returns the 1-based line on which the row starts. */
  long line() {
    return getStartingLineNumber();
  }

  /** Returns the index of a field with a NUL character, or -1. */
  int nulField() {
    return nulField;
  }

  /** Returns a view of the field at this index, valid for every later row too. */
  CharSequence view(int index) {
    return new View(index);
  }

  List<String> toStrings() {
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < fieldCount(); i++) {
      fields.add(view(i).toString());
    }
    return fields;
  }

  private int start(int index) {
    return index == 0 ? 0 : ends[index - 1];
  }

  private final class View implements CharSequence {
    private final int index;

    View(int index) {
      this.index = index;
    }

    @Override
    public int length() {
      return ends[index] - start(index);
    }

    @Override
    public char charAt(int at) {
      if (at < 0 || at >= length()) {
        throw new IndexOutOfBoundsException(at);
      }
      return chars[start(index) + at];
    }

    @Override
    public CharSequence subSequence(int from, int to) {
      return toString().substring(from, to);
    }

    @Override
    public String toString() {
      return new String(chars, start(index), length());
    }
  }
}

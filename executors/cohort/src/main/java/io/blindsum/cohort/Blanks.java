package io.blindsum.cohort;

/** The characters around a value that people do not see. */
final class Blanks {
  private static final char END_OF_DOS_FILE = '\u001A';
  private static final char NO_BREAK_SPACE = '\u00A0';
  private static final char NARROW_NO_BREAK_SPACE = '\u202F';
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private Blanks() {}

  /** Tells whether a character around a value means nothing. */
  static boolean isBlank(char c) {
    return c <= ' '
        ? c == ' ' || (c >= '\t' && c <= '\r') || c == END_OF_DOS_FILE
        : c >= NO_BREAK_SPACE && isRareBlank(c);
  }

  private static boolean isRareBlank(char c) {
    return c == NO_BREAK_SPACE
        || c == NARROW_NO_BREAK_SPACE
        || c == BYTE_ORDER_MARK
        || (c >= '\u2000' && c <= '\u200B')
        || c == '\u3000';
  }

  /** Returns the text without the blanks around it. */
  static String strip(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }
}

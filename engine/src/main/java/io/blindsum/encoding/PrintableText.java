package io.blindsum.encoding;

import java.util.function.IntPredicate;

/** Texts of strangers, such as names and what a file says, as messages may quote them. */
public final class PrintableText {
  private PrintableText() {}

  /**
   * Tells whether a character steers a terminal, breaks a line, turns the direction of text or is
   * invisible: control and format characters, separators of lines, and halves of pairs.
   */
  public static boolean steers(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }

  /**
   * Returns a text fit for a terminal: one line, with {@code ?} for each character that {@link
   * #steers}.
   *
   * @param longest how many {@code char}s are kept, at least 0; {@code ...} follows where some were
   *     cut
   */
  public static String of(String text, int longest) {
    // halves too: a cut may part a pair
    return replaced(
        text.length() <= longest ? text : text.substring(0, longest) + "...",
        PrintableText::steers);
  }

  /** Returns lines fit for a terminal; line feeds and tabs in them are ours. */
  public static String lines(String text) {
    return replaced(text, c -> c != '\n' && c != '\t' && steers(c));
  }

  private static String replaced(String text, IntPredicate bad) {
    if (text.codePoints().noneMatch(bad)) {
      return text;
    }
    StringBuilder printable = new StringBuilder(text.length());
    text.codePoints().map(c -> bad.test(c) ? '?' : c).forEach(printable::appendCodePoint);
    return printable.toString();
  }
}

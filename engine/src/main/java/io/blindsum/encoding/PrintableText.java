package io.blindsum.encoding;

/** Texts of strangers, such as names and what a file says, as messages may quote them. */
public final class PrintableText {
  private PrintableText() {}

  /**
   * Returns a text fit for a terminal: one line, with {@code ?} for each control character, line
   * break, invisible format character and half of a pair.
   *
   * @param longest how many {@code char}s are kept, at least 0; {@code ...} follows where some were
   *     cut
   */
  public static String of(String text, int longest) {
    String cut = text.length() <= longest ? text : text.substring(0, longest) + "...";
    // halves too: a cut may part a pair
    return cut.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]", "?");
  }
}

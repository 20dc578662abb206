package io.blindsum.colony;

/** Texts of servers and of functions, as messages and logs may have them. */
final class OneLine {
  private static final int LONGEST = 500;
  private static final String CUT = "...";

  private OneLine() {}

  /**
   * Returns a text as one line of bounded length that is fit for a terminal: {@code ?} stands for
   * each control character, invisible format character and half of a pair.
   */
  static String of(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    String cut = line.length() <= LONGEST ? line : line.substring(0, LONGEST - CUT.length()) + CUT;
    return cut.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]", "?");
  }
}

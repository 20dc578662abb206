package io.blindsum.cohort;

import java.util.Locale;

/** Formats numbers and foreign names for one-line messages. */
final class Messages {
  private static final int LONGEST_NAME = 60;

  private Messages() {}

  /** Returns a number with its thousands grouped, whatever the machine's locale. */
  static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Returns a name fit for a terminal: one line, no control characters, of bounded length. */
  static String printable(String name) {
    String cut = name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "...";
    return cut.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]", "?");
  }
}

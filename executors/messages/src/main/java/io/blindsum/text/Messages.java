package io.blindsum.text;

import io.blindsum.encoding.PrintableText;
import java.util.Locale;

/** Formats numbers and foreign names for one-line messages. */
public final class Messages {
  private static final int LONGEST_NAME = 60;

  private Messages() {}

  /** Returns a number with its thousands grouped, whatever the machine's locale. */
  public static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Returns a name fit for a terminal: one line, no control characters, of bounded length. */
  public static String printable(String name) {
    return PrintableText.of(name, LONGEST_NAME);
  }
}

package io.blindsum.cli.console;

import java.util.Map;
import java.util.stream.IntStream;

/**
 * What this process was given as text: its arguments, variables and folder.
 *
 * <p>They are UTF-8. In a locale of another encoding Java has put U+FFFD for every byte that it
 * could not read before any of our code runs; what was meant is lost, and is not guessed.
 */
public final class ProcessText {
  private static final char LOST = '\uFFFD';
  private static final String FIX =
      "run it in a UTF-8 locale, such as LC_ALL=C.UTF-8, and write the text in UTF-8";

  private ProcessText() {}

  /** Refuses an argument, variable or folder whose text was lost. */
  public static void requireWhole(String[] arguments, Map<String, String> environment) {
    IntStream.range(0, arguments.length)
        .filter(i -> isLost(arguments[i]))
        .findFirst()
        .ifPresent(i -> refuse("argument " + (i + 1)));
    environment.forEach(
        (name, value) -> {
          if ((name.startsWith("BLINDSUM_") || name.startsWith("COLONIES_")) && isLost(value)) {
            refuse(name);
          }
        });
    if (isLost(System.getProperty("user.dir", ""))) {
      refuse("the name of this folder");
    }
  }

  /** Returns the error that a text cannot be read. */
  public static CommandException unreadable(String what) {
    return CommandException.usage(what + " is no UTF-8 text in this locale", FIX);
  }

  /** Tells whether a part of a text was lost. */
  public static boolean isLost(CharSequence text) {
    return text.chars().anyMatch(c -> c == LOST);
  }

  private static void refuse(String what) {
    throw unreadable(what);
  }
}

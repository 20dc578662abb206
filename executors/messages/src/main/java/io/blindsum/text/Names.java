package io.blindsum.text;

import java.util.regex.Pattern;

/**
 * The one rule for the names of studies, sites and data sets, in options, files and messages. What
 * follows it is printed as it is, and is the name of a file or a part of one.
 *
 * <p>A frame may hold any short text in their place: files of earlier versions do.
 */
public final class Names {
  /** What the options' help says of a name. */
  public static final String RULE =
      "1 to 64 letters, digits, dots, dashes and underscores, the first a letter or digit";

  /** What is wrong with a text that is none, for messages. */
  public static final String NO_NAME = "not a name: " + RULE;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private Names() {}

  /** Tells whether a text is a name. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }
}

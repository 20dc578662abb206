package io.blindsum.question.text;

import io.blindsum.encoding.SpecificationException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word, number or sign of a condition; empty at the end.
 *
 * @param text as it was written
 * @param position of its first character, from 1
 */
record ConditionToken(String text, int position) {
  private static final int MAX_LENGTH = 2000;
  private static final Pattern TOKEN =
      Pattern.compile("([A-Za-z_][A-Za-z0-9_]*|-?[0-9]+(?:\\.[0-9]+)?|<=|>=|!=|[=<>(),])\\s*");

  /**
   * Splits a condition.
   *
   * @throws SpecificationException at the first character that no condition has, such as a quote
   */
  static List<ConditionToken> split(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new SpecificationException("a condition of more than 2,000 characters");
    }
    List<ConditionToken> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text);
    int at = leadingBlanks(text);
    while (at < text.length()) {
      matcher.region(at, text.length());
      if (!matcher.lookingAt()) {
        throw new ConditionToken("", at + 1)
            .fault(
                printable(text.charAt(at))
                    + " has no place in a condition; write names, numbers, comparisons, and, or, not");
      }
      tokens.add(new ConditionToken(matcher.group(1), matcher.start(1) + 1));
      at = matcher.end();
    }
    tokens.add(new ConditionToken("", text.length() + 1));
    return tokens;
  }

  SpecificationException fault(String what) {
    String found = text.isEmpty() ? "" : ", not '" + text + "'";
    return new SpecificationException("character " + position + ": " + what + found);
  }

  private static int leadingBlanks(String text) {
    return text.length() - text.stripLeading().length();
  }

  private static String printable(char c) {
    return Character.isISOControl(c) ? "a control character" : "'" + c + "'";
  }
}

package io.blindsum.testing;

import java.util.List;

/** What a stranger may write where a name, a reason or an id is expected. */
public final class StrangeTexts {
  /** Texts that steer terminals and spreadsheets, leave a folder, or are cut short. */
  public static final List<String> ALL =
      List.of(
          "\u001b[2J",
          "a\u001b]0;owned\u0007b",
          "\u009b1m",
          "\u0000",
          "r1\u0000",
          "r1\nr2",
          "r1\rr2",
          "r1\tr2",
          "\u0085",
          "\u202er1",
          "r1\u200f",
          "\u2066r1",
          "r1\u2028r2",
          "r1\u2029r2",
          "\ufeffr1",
          "\ud800",
          "=1+1",
          "+1",
          "-1",
          "@SUM(A1)",
          "../",
          "../../../etc/passwd",
          "/etc/passwd",
          "",
          "1",
          "12",
          "123",
          "abcd",
          "12345",
          "abcdef",
          "1234567");

  private StrangeTexts() {}

  /** Tells whether a text is one line in which no character steers a terminal or turns text. */
  public static boolean isPlain(String text) {
    return text.codePoints().noneMatch(StrangeTexts::steers);
  }

  /** Tells whether a character steers a terminal, breaks a line, or turns the text around it. */
  public static boolean steers(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }
}

package io.blindsum.messages;

import java.util.Collection;
import java.util.HexFormat;
import java.util.Locale;

/** The rules that members of messages share; each failure names the member and no value. */
public final class Check {
  private static final int MAX_NAME_CHARS = 200;
  private static final int MAX_LINE_CHARS = 500;

  private Check() {}

  /** A name that people will see printed: not empty, short, without control characters. */
  public static void name(String member, String value) {
    require(!value.isBlank(), member, "is empty");
    line(member, value);
    require(value.length() <= MAX_NAME_CHARS, member, "is longer than " + MAX_NAME_CHARS);
  }

  /** A text of one line, or none. */
  static void line(String member, String value) {
    require(value.length() <= MAX_LINE_CHARS, member, "is longer than " + MAX_LINE_CHARS);
    boolean steers = value.codePoints().anyMatch(Character::isISOControl);
    require(!steers, member, "has a control character");
  }

  /** The id of a process, a digest or a fingerprint: 64 lowercase hex digits. */
  static void hex(String member, String value) {
    require(
        value.length() == 64
            && value.equals(value.toLowerCase(Locale.ROOT))
            && value.chars().allMatch(HexFormat::isHexDigit),
        member,
        "is not 64 lowercase hex digits");
  }

  static void notNegative(String member, long value) {
    require(value >= 0, member, "is negative");
  }

  public static void positive(String member, long value) {
    require(value > 0, member, "is not positive");
  }

  static void oneOf(String member, String value, Collection<String> allowed) {
    require(allowed.contains(value), member, "is none of " + allowed);
  }

  public static void notEmpty(String member, Collection<?> values) {
    require(!values.isEmpty(), member, "is empty");
  }

  public static void require(boolean holds, String member, String problem) {
    if (!holds) {
      throw new MessageException(member, problem);
    }
  }
}

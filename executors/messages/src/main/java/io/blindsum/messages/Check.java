package io.blindsum.messages;

import io.blindsum.encoding.PrintableText;
import io.blindsum.frame.ReleaseRule;
import io.blindsum.text.Names;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** The rules that members of messages share; each failure names the member and no value. */
public final class Check {
  private static final int MAX_LINE_CHARS = 500;

  private Check() {}

  /** The name of a study, a site or a data set. */
  static void name(String member, String value) {
    require(Names.isName(value), member, Names.NO_NAME);
  }

  /** A text of one line, or none. */
  static void line(String member, String value) {
    require(value.length() <= MAX_LINE_CHARS, member, "is longer than " + MAX_LINE_CHARS);
    boolean steers = value.codePoints().anyMatch(PrintableText::steers);
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

  /** A number in its range, which {@link Caps} has. */
  static void number(String member, long value) {
    Caps.Range range = Caps.number(member);
    require(
        value >= range.least() && value <= range.most(),
        member,
        "is not from " + range.least() + " to " + range.most());
  }

  /** A rule whose numbers are in their ranges. */
  static void rule(ReleaseRule rule) {
    number("min_cell", rule.minCell());
    number("rounding", rule.rounding());
    number("rows_per_parameter", rule.rowsPerParameter());
  }

  /** A text that is not longer than {@link Caps} says. */
  static void text(String member, String value) {
    require(value.length() <= Caps.size(member), member, "is longer than " + Caps.size(member));
  }

  /** Returns a copy of a list that is not longer than {@link Caps} says. */
  static <T> List<T> list(String member, List<T> values) {
    few(member, values);
    return List.copyOf(values);
  }

  /** Refuses more than {@link Caps} allows. */
  static void few(String member, Collection<?> values) {
    require(values.size() <= Caps.size(member), member, "are more than " + Caps.size(member));
  }

  /** Returns a copy of a list of names, each once and at least one. */
  static List<String> names(String member, List<String> names) {
    notEmpty(member, names);
    List<String> copy = list(member, names);
    copy.forEach(name -> name(member, name));
    require(copy.stream().distinct().count() == copy.size(), member, "has one twice");
    return copy;
  }

  /** Returns a copy of a list of signed messages, at least one, each without its frame. */
  static <M extends Message> List<Signed<M>> signed(String member, List<Signed<M>> messages) {
    notEmpty(member, messages);
    List<Signed<M>> copy = list(member, messages);
    require(copy.stream().allMatch(one -> one.frame().isEmpty()), member, "has a frame inside");
    return copy;
  }

  static void oneOf(String member, String value, Collection<String> allowed) {
    require(allowed.contains(value), member, "is none of " + allowed);
  }

  static void notEmpty(String member, Collection<?> values) {
    require(!values.isEmpty(), member, "is empty");
  }

  public static void require(boolean holds, String member, String problem) {
    if (!holds) {
      throw new MessageException(member, problem);
    }
  }
}

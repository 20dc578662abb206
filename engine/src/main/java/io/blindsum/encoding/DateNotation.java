package io.blindsum.encoding;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates that stand for whole units of time from or to a declared day: {@code date(years to
 * 2024-01-01)} is the age on that day of who was born on the date, {@code date(months from
 * 2020-01-01)} the months that had passed on the date. A unit counts when it is complete.
 *
 * @param unit what is counted
 * @param backwards whether time is counted from the date to the day, and not from the day on
 * @param day the declared day
 * @param pattern how the dates are written
 */
public record DateNotation(DateUnit unit, boolean backwards, LocalDate day, DatePattern pattern)
    implements NumberNotation {
  private static final String FORM =
      "date(years to 2024-01-01)[18..90] or date(months from 2020-01-01, dd.MM.yyyy)[0..60]";
  private static final Pattern ARGUMENT =
      Pattern.compile("(\\w+) +(from|to) +([0-9]{4}-[0-9]{2}-[0-9]{2})(?: *, *(.+))?");

  /**
   * Parses what stands between the parentheses.
   *
   * @throws SpecificationException with how to write it
   */
  static DateNotation parse(String text) {
    Matcher parts = ARGUMENT.matcher(text);
    if (!parts.matches()) {
      throw new SpecificationException("'date(" + text + ")' is not understood; write " + FORM);
    }
    try {
      return new DateNotation(
          DateUnit.valueOf(parts.group(1).toUpperCase(Locale.ROOT)),
          parts.group(2).equals("to"),
          LocalDate.parse(parts.group(3)),
          parts.group(4) == null ? DatePattern.ISO : new DatePattern(parts.group(4).strip()));
    } catch (DateTimeException e) {
      throw new SpecificationException("'" + parts.group(3) + "' is no day of the calendar");
    } catch (IllegalArgumentException e) {
      throw new SpecificationException(
          "'" + parts.group(1) + "' is no unit; write years, months or days");
    }
  }

  /** Returns the number that a date stands for; negative if it is on the other side of the day. */
  long count(int year, int month, int dayOfMonth) {
    LocalDate date = LocalDate.of(year, month, dayOfMonth);
    return backwards ? unit.between(date, day) : unit.between(day, date);
  }

  @Override
  public boolean isDigits() {
    return false;
  }

  @Override
  public String text(NumberType type) {
    String written = pattern.equals(DatePattern.ISO) ? "" : ", " + pattern.text();
    return "date(%s %s %s%s)%s"
        .formatted(
            unit.name().toLowerCase(Locale.ROOT),
            backwards ? "to" : "from",
            day,
            written,
            type.range());
  }

  @Override
  public FieldReader reader(NumberType type) {
    return new DateReader(type, this);
  }

  @Override
  public FieldReader questionReader(NumberType type) {
    return new NumberReader(type);
  }
}

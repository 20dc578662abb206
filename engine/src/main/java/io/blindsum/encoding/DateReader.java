package io.blindsum.encoding;

import java.time.YearMonth;

/** Reads a column of dates to the units of time that they stand for. */
final class DateReader extends FieldReader {
  private final NumberType type;
  private final DateNotation notation;
  private final String pattern;
  private final boolean timeFollows;
  private int year;
  private int month;
  private int day;
  private long encoded;

  DateReader(NumberType type, DateNotation notation) {
    this.type = type;
    this.notation = notation;
    this.pattern = notation.pattern().text();
    this.timeFollows = notation.pattern().equals(DatePattern.ISO);
  }

  @Override
  public FieldStatus read(char[] text, int from, int to) {
    if (!isDate(text, from, to)) {
      return isNull(text, from, to) ? FieldStatus.NULL : FieldStatus.NOT_A_DATE;
    }
    long count = notation.count(year, month, day);
    encoded = Math.max(type.lowest(), Math.min(type.highest(), count)) - type.lowest();
    return count == encoded + type.lowest() ? FieldStatus.VALUE : FieldStatus.OUT_OF_RANGE;
  }

  @Override
  public long encoded() {
    return encoded;
  }

  private boolean isDate(char[] text, int from, int to) {
    int at = from;
    for (int i = 0; i < pattern.length(); ) {
      char letter = pattern.charAt(i);
      if (!Character.isLetter(letter)) {
        if (at == to || text[at] != letter) {
          return false;
        }
        at++;
        i++;
        continue;
      }
      int letters = run(letter, i);
      int end = digits(text, at, Math.min(to, at + Math.max(letters, 2)));
      if (end - at < letters) {
        return false;
      }
      set(letter, number(text, at, end));
      at = end;
      i += letters;
    }
    return (at == to || (timeFollows && (text[at] == 'T' || text[at] == ' '))) && isOfTheCalendar();
  }

  private int run(char letter, int from) {
    int end = from;
    while (end < pattern.length() && pattern.charAt(end) == letter) {
      end++;
    }
    return end - from;
  }

  private static int digits(char[] text, int from, int limit) {
    int end = from;
    while (end < limit && text[end] >= '0' && text[end] <= '9') {
      end++;
    }
    return end;
  }

  private static int number(char[] text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = 10 * number + text[i] - '0';
    }
    return number;
  }

  private void set(char letter, int number) {
    switch (letter) {
      case 'y' -> year = number;
      case 'M' -> month = number;
      default -> day = number;
    }
  }

  private boolean isOfTheCalendar() {
    return month >= 1
        && month <= 12
        && day >= 1
        && (day <= 28 || day <= YearMonth.of(year, month).lengthOfMonth());
  }
}

package io.blindsum.encoding;

/**
 * How dates are written: {@code yyyy-MM-dd}, {@code dd.MM.yyyy}, {@code M/d/yyyy}. One letter is
 * one or two digits, more letters are as many digits.
 *
 * @param text the pattern; a year has four letters, since two digits do not tell the century
 */
public record DatePattern(String text) {
  /** The pattern of ISO 8601; a time behind the day is passed over. */
  public static final DatePattern ISO = new DatePattern("yyyy-MM-dd");

  /** Checks the pattern. */
  public DatePattern {
    String order = text.replaceAll("[-./ ]", "").replaceAll("(.)\\1*", "$1");
    boolean fits =
        text.matches("(yyyy|MM?|dd?)([-./ ]?(yyyy|MM?|dd?)){2}")
            && order.length() == 3
            && order.chars().distinct().count() == 3
            && (text.matches(".*[-./ ].*[-./ ].*") || text.length() == 8);
    if (!fits) {
      throw new SpecificationException(
          "'" + text + "' is no form of dates; write yyyy-MM-dd, dd.MM.yyyy or M/d/yyyy");
    }
  }
}

package io.blindsum.encoding;

import java.time.LocalDate;

/** Units of time that are counted when they are complete. */
public enum DateUnit {
  /** Years, as an age. */
  YEARS,
  /** Months of the calendar. */
  MONTHS,
  /** Days. */
  DAYS;

  /** Returns how many have passed from a day to another; the next lower number before it. */
  long between(LocalDate from, LocalDate to) {
    return switch (this) {
      case YEARS -> Math.floorDiv(months(from, to), 12);
      case MONTHS -> months(from, to);
      case DAYS -> to.toEpochDay() - from.toEpochDay();
    };
  }

  /**
   * Counts a month when its day is reached. Unlike {@code ChronoUnit.MONTHS}, which cuts towards
   * zero, a day before the start is before month 0.
   */
  private static long months(LocalDate from, LocalDate to) {
    long months = 12L * (to.getYear() - from.getYear()) + to.getMonthValue() - from.getMonthValue();
    return to.getDayOfMonth() < from.getDayOfMonth() ? months - 1 : months;
  }
}

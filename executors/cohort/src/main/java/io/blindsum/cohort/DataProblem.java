package io.blindsum.cohort;

import io.blindsum.text.Messages;

/** What can be wrong with a value; the texts never quote it. */
public enum DataProblem {
  /** The field is empty; counted for each column, and no fault. */
  MISSING_VALUE("%s has no value in %s", ""),
  /** The field of a numeric column holds something else. */
  NOT_A_NUMBER(
      "%s is not a number in %s",
      "correct the column, or declare what it holds; --on-bad drop leaves such patients out"),
  /** The field of a column of true and false holds another word. */
  NEITHER_TRUE_NOR_FALSE(
      "%s is neither true nor false in %s",
      "write true, t, yes, y, 1 or false, f, no, n, 0, in any letters; --on-bad drop leaves such"
          + " patients out"),
  /** The field of a column of dates holds something else. */
  NOT_A_DATE(
      "%s is not a date in %s",
      "declare how dates are written, such as date(years to 2024-01-01, dd.MM.yyyy)[lo..hi];"
          + " --on-bad drop leaves such patients out"),
  /** The number has more decimals than the column declares; it is never rounded silently. */
  TOO_MANY_DECIMALS(
      "%s has more decimals than declared in %s",
      "declare more decimals, or --round to the declared ones"),
  /** The number is below or above the declared range. */
  OUT_OF_RANGE(
      "%s out of declared range %s",
      "declare a wider range if such values are right, --missing if it is a code; --on-bad drop or"
          + " clamp changes the cohort"),
  /** The category is none of the declared ones. */
  UNKNOWN_CATEGORY(
      "%s is none of the declared categories %s",
      "declare the category; --on-bad drop leaves such patients out"),
  /** The field that names the row's group is empty; the question leaves such rows out. */
  MISSING_GROUP("%s has no value of %s, and group-by drops such rows", "");

  private final String text;
  private final String fix;

  DataProblem(String text, String fix) {
    this.text = text;
    this.fix = fix;
  }

  /**
   * Describes the problem in words.
   *
   * @param column name of the column
   * @param allowed what the column declares, such as {@code [3.00..20.00]} or {@code {F,M}}
   */
  String describe(String column, String allowed) {
    return text.formatted(Messages.printable(column), allowed);
  }

  String fix() {
    return fix;
  }
}

package io.blindsum.cohort;

import io.blindsum.text.Messages;

/** What can be wrong with a value; the texts never quote it. */
public enum DataProblem {
  /** The field is empty; counted for each column, and no fault. */
  MISSING_VALUE("%s has no value in %s", ""),
  /** The field of a numeric column holds something else. */
  NOT_A_NUMBER("%s is not a number in %s", "--on-bad drop, or correct the column"),
  /** The number has more decimals than the column declares; it is never rounded silently. */
  TOO_MANY_DECIMALS(
      "%s has more decimals than declared in %s", "--on-bad drop, or declare more decimals"),
  /** The number is below or above the declared range. */
  OUT_OF_RANGE(
      "%s out of declared range %s", "--on-bad drop, --on-bad clamp, or declare a wider range"),
  /** The category is none of the declared ones. */
  UNKNOWN_CATEGORY(
      "%s is none of the declared categories %s", "--on-bad drop, or declare the category"),
  /** The field that names the row's group is empty. */
  MISSING_GROUP("%s is empty and names the group, of %s", "--on-bad drop, or fill the column");

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

package io.blindsum.cohort;

/** What stands before the decimals of a number. */
public enum DecimalMark {
  POINT,
  COMMA
}

package io.blindsum.encoding;

/** What the text of a field turned out to be, under its column's type. */
public enum FieldStatus {
  /** A value inside the declared type. */
  VALUE,
  /**
   * No value: an empty field, {@code NA}, {@code N/A}, {@code NULL}, {@code null} or {@code \N}.
   * The row counts, without this column.
   */
  NULL,
  /** No value in a column that makes groups: the row belongs to none. */
  NO_GROUP,
  /** Neither a number nor one of the texts for a missing value. */
  NOT_NUMERIC,
  /** None of the words for true and false, and none for a missing value. */
  NEITHER_TRUE_NOR_FALSE,
  /** No date as the column declares them, and none of the texts for a missing value. */
  NOT_A_DATE,
  /** A number outside of the declared bounds; it can be clamped to the nearest one. */
  OUT_OF_RANGE,
  /** A number with more decimals, other than zeros, than declared: it is never rounded. */
  TOO_PRECISE,
  /** A text that is none of the declared categories or listed group values. */
  UNKNOWN_CATEGORY;

  /** Tells whether the row can be encoded as far as this field is concerned. */
  public boolean isUsable() {
    return this == VALUE || this == NULL;
  }
}

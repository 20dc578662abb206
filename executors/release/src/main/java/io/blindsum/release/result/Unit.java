package io.blindsum.release.result;

/** What a number counts or measures. */
public enum Unit {
  /** A pure number, such as a ratio or a probability. */
  NONE(""),
  /** People, or rows. */
  PEOPLE("people"),
  /** The unit of the column that the statistic is of. */
  VALUE("unit of the column"),
  /** That unit squared, or the product of those of two columns. */
  SQUARE("unit of the column, squared"),
  /** The unit of the column of times. */
  TIME("unit of time"),
  /** The response's unit for each unit of a predictor. */
  SLOPE("unit of the response, by unit of the term");

  private final String text;

  Unit(String text) {
    this.text = text;
  }

  /** Returns it in words; empty for a pure number. */
  public String text() {
    return text;
  }
}

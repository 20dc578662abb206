package io.blindsum.question.text;

/** The values of a condition's columns in one row, by the index of the column in the condition. */
public interface RowView {
  boolean isMissing(int column);

  /** Returns the encoded value of a column that is not missing. */
  long encoded(int column);
}

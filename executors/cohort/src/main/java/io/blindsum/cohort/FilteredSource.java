package io.blindsum.cohort;

import io.blindsum.question.text.Condition;
import io.blindsum.question.text.Truth;
import io.blindsum.question.text.WhereClause;

/** The rows of another source that fulfil a condition. */
final class FilteredSource extends DelegatingSource {
  private final CohortSource source;
  private final Condition condition;
  private final RowValues values;
  private long rows;

  /**
   * Keeps the rows for which a condition is true.
   *
   * @param source which this owns
   * @throws io.blindsum.text.DataException if the source has not got a column of the condition
   */
  FilteredSource(CohortSource source, WhereClause where) {
    super(source);
    this.source = source;
    this.condition = where.condition();
    this.values = new RowValues(source, where.columns());
  }

  @Override
  public boolean next() {
    while (source.next()) {
      values.read();
      if (condition.test(values) == Truth.TRUE) {
        rows++;
        return true;
      }
    }
    return false;
  }

  @Override
  public long row() {
    return rows;
  }
}

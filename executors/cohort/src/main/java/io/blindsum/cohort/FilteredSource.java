package io.blindsum.cohort;

import io.blindsum.query.Condition;
import io.blindsum.query.Truth;
import io.blindsum.query.WhereClause;
import java.util.List;

/** The rows of another source that fulfil a condition. */
public final class FilteredSource implements CohortSource {
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
  public FilteredSource(CohortSource source, WhereClause where) {
    this.source = source;
    this.condition = where.condition();
    this.values = new RowValues(source, where.columns());
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public List<String> columns() {
    return source.columns();
  }

  @Override
  public int column(String name) {
    return source.column(name);
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
  public CharSequence field(int column) {
    return source.field(column);
  }

  @Override
  public long row() {
    return rows;
  }

  @Override
  public long position() {
    return source.position();
  }

  @Override
  public String positionUnit() {
    return source.positionUnit();
  }

  @Override
  public void close() {
    source.close();
  }
}

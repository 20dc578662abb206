package io.blindsum.cohort;

import io.blindsum.encoding.ColumnReader;
import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.FieldStatus;
import io.blindsum.question.text.RowView;
import io.blindsum.text.DataException;
import java.util.List;

/** The values of a condition's columns in one row after another; no object a row. */
final class RowValues implements RowView {
  private final CohortSource source;
  private final List<ColumnSpec> columns;
  private final int[] fields;
  private final ColumnReader[] readers;
  private final long[] encoded;
  private final boolean[] missing;

  /**
   * Finds the columns.
   *
   * @throws DataException if the source has not got one
   */
  RowValues(CohortSource source, List<ColumnSpec> columns) {
    this.source = source;
    this.columns = columns;
    this.fields = columns.stream().mapToInt(c -> source.column(c.name())).toArray();
    this.readers =
        columns.stream().map(c -> ColumnReader.of(c.type())).toArray(ColumnReader[]::new);
    this.encoded = new long[fields.length];
    this.missing = new boolean[fields.length];
  }

  /**
   * Reads the source's current row.
   *
   * @throws DataException if a value is not of its column's type: nobody knows on which side of a
   *     condition such a row belongs
   */
  void read() {
    for (int i = 0; i < fields.length; i++) {
      FieldStatus status = readers[i].read(source.field(fields[i]));
      if (status != FieldStatus.VALUE && status != FieldStatus.NULL) {
        throw new DataException(
            "a value of '" + columns.get(i).name() + "' is not of its declared type",
            source.where(),
            "declare every value that occurs: " + columns.get(i));
      }
      missing[i] = status == FieldStatus.NULL;
      encoded[i] = missing[i] ? 0 : readers[i].encoded();
    }
  }

  @Override
  public boolean isMissing(int column) {
    return missing[column];
  }

  @Override
  public long encoded(int column) {
    return encoded[column];
  }
}

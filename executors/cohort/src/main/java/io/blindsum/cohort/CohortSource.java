package io.blindsum.cohort;

import io.blindsum.text.DataException;
import io.blindsum.text.Messages;
import java.util.List;

/**
 * Streams the rows of one cohort, each a fixed number of text fields, in a fixed order.
 *
 * <p>A source holds one row at a time, so its memory does not grow with the cohort. Every method
 * that reads throws {@link DataException}. Not safe for use by several threads.
 *
 * <pre>{@code
 * try (CohortSource source = CsvSource.open(Path.of("cohort.csv"))) {
 *   int age = source.column("age");
 *   while (source.next()) {
 *     use(source.field(age));
 *   }
 * }
 * }</pre>
 */
public interface CohortSource extends AutoCloseable {

  /** Returns the short name of the source in messages, such as {@code cohort.csv}. */
  String name();

  /** Returns the column names in the order of the fields. */
  List<String> columns();

  /**
   * Returns the index of a column in [0, {@code columns().size()}).
   *
   * @throws DataException if there is no such column; names the nearest one
   */
  int column(String name);

  /**
   * Moves on to the next row.
   *
   * @return false after the last row
   */
  boolean next();

  /**
   * Returns a field of the current row, empty where the value is missing.
   *
   * <p>The result is a view that the following {@link #next()} overwrites: parse it, or copy it
   * with {@code toString()}, before that.
   *
   * @param column index in [0, {@code columns().size()})
   */
  CharSequence field(int column);

  /**
   * Returns a field of the current row as it is kept, whatever is asked: before words for missing
   * values, decimal commas and rounding are seen to. A view as that of {@link #field}.
   *
   * @param column index in [0, {@code columns().size()})
   */
  default CharSequence kept(int column) {
    return field(column);
  }

  /** Returns the number of rows read so far; 1 when the first row is the current one. */
  long row();

  /**
   * Returns where the current row starts: a 1-based line of a file, counting its header and the
   * line breaks inside quotes, or the row number of a query's result.
   */
  long position();

  /** Returns what {@link #position()} counts: {@code line} or {@code row}. */
  String positionUnit();

  /** Returns the current position for messages, such as {@code cohort.csv line 48,112}. */
  default String where() {
    return name() + " " + positionUnit() + " " + Messages.grouped(position());
  }

  /** Tells whether the source is one of those in which a comma often stands before the decimals. */
  default boolean mayHaveDecimalCommas() {
    return false;
  }

  /** Returns what was taken for granted about the source, or done to its values, a line each. */
  default List<String> remarks() {
    return List.of();
  }

  /** Closes the file or the connection; safe to call twice. */
  @Override
  void close();
}

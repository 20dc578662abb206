package io.blindsum.cohort;

import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.NumberType;
import io.blindsum.question.text.SqlCondition;
import io.blindsum.question.text.WhereClause;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The rows of a site's query that its database can leave out for a condition, so that they are not
 * sent. Every row that is sent is tested again here.
 */
final class NarrowedSql {
  private NarrowedSql() {}

  /**
   * Writes a condition for a database.
   *
   * @param quote what the database puts around a name; blank if it cannot
   * @param columns what the query gives, as the database spells it
   * @param types the same columns
   * @return nothing where the database compares such columns in another way than it is done here:
   *     an inexact number, a text for a number
   * @throws io.blindsum.text.DataException if a column of the condition is not there
   */
  static Optional<SqlCondition> of(
      WhereClause where, String quote, ColumnNames columns, ResultSetMetaData types)
      throws SQLException {
    if (quote.isBlank() || !where.isOfStoredValues() || !areUnique(columns.names())) {
      return Optional.empty();
    }
    for (ColumnSpec column : where.columns()) {
      if (!isCompared(column, columns.indexOf(column.name()) + 1, types)) {
        return Optional.empty();
      }
    }
    return Optional.of(
        where.over(name -> quoted(columns.names().get(columns.indexOf(name)), quote)));
  }

  private static boolean isCompared(ColumnSpec column, int index, ResultSetMetaData types)
      throws SQLException {
    Optional<NumberType> number = column.type().match(Optional::of, categories -> Optional.empty());
    return number.isEmpty() || isExact(number.get(), index, types);
  }

  /** Tells whether a column has no value between two that the type declares. */
  private static boolean isExact(NumberType number, int index, ResultSetMetaData types)
      throws SQLException {
    return switch (types.getColumnType(index)) {
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> true;
      // PostgreSQL says 0 digits of which 0 are decimals where the column has any number of them
      case Types.NUMERIC, Types.DECIMAL ->
          types.getPrecision(index) > 0 && types.getScale(index) <= number.decimals();
      default -> false;
    };
  }

  private static boolean areUnique(List<String> names) {
    HashSet<String> folded = new HashSet<>();
    return names.stream().allMatch(name -> folded.add(name.toLowerCase(Locale.ROOT)));
  }

  /** Quotes a name as the database says that it does. */
  private static String quoted(String name, String quote) {
    return quote + name.replace(quote, quote + quote) + quote;
  }
}

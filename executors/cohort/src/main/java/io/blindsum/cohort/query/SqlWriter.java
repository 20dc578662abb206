package io.blindsum.cohort.query;

import io.blindsum.encoding.CategoryType;
import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.ColumnType;
import io.blindsum.encoding.NumberType;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a condition for a prepared statement: names from the declared columns, quoted, and a named
 * parameter for each value. Nothing of the query's text is copied.
 */
final class SqlWriter {
  private static final String PREFIX = "where_";

  private final List<ColumnSpec> columns;
  private final StringBuilder text = new StringBuilder();
  private final Map<String, ColumnType> types = new LinkedHashMap<>();
  private final Map<String, Object> values = new LinkedHashMap<>();

  SqlWriter(List<ColumnSpec> columns) {
    this.columns = columns;
  }

  WhereClause.Sql finish() {
    return new WhereClause.Sql(text.toString(), types, values);
  }

  SqlWriter text(String sql) {
    text.append(sql);
    return this;
  }

  /** Writes a column; a category is compared as text, whatever type the database keeps it in. */
  SqlWriter column(int column) {
    ColumnSpec spec = columns.get(column);
    String name = "\"" + spec.name().replace("\"", "\"\"") + "\"";
    boolean category = spec.type() instanceof CategoryType;
    return text(category ? "CAST(" + name + " AS VARCHAR(200))" : name);
  }

  SqlWriter value(int column, long encoded) {
    ColumnType type = columns.get(column).type();
    String name = PREFIX + (types.size() + 1);
    types.put(name, type);
    values.put(name, decoded(type, encoded));
    return text(":" + name);
  }

  void pair(Condition left, String word, Condition right) {
    text("(");
    left.writeSql(this);
    text(word);
    right.writeSql(this);
    text(")");
  }

  private static Object decoded(ColumnType type, long encoded) {
    if (type instanceof NumberType number) {
      long scaled = number.lowest() + encoded;
      return number.kind() == NumberType.Kind.DEC
          ? BigDecimal.valueOf(scaled, number.decimals())
          : (Object) scaled;
    }
    return type.format(encoded);
  }
}

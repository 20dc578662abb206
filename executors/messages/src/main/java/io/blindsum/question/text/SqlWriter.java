package io.blindsum.question.text;

import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.ColumnType;
import io.blindsum.encoding.NumberType;
import io.blindsum.encoding.PlainNotation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Writes a condition for a prepared statement: the database's own names of the declared columns,
 * quoted, and a parameter for each value. Nothing of the question's text is copied.
 */
final class SqlWriter {
  private final List<ColumnSpec> columns;
  private final UnaryOperator<String> spelling;
  private final StringBuilder text = new StringBuilder();
  private final List<Object> values = new ArrayList<>();

  SqlWriter(List<ColumnSpec> columns, UnaryOperator<String> spelling) {
    this.columns = columns;
    this.spelling = spelling;
  }

  SqlCondition finish() {
    return new SqlCondition(text.toString(), values);
  }

  SqlWriter text(String sql) {
    text.append(sql);
    return this;
  }

  /** Writes a column; a category is compared as text, whatever type the database keeps it in. */
  SqlWriter column(int column) {
    ColumnSpec spec = columns.get(column);
    String name = spelling.apply(spec.name());
    return text(
        spec.type().match(numbers -> name, categories -> "CAST(" + name + " AS VARCHAR(200))"));
  }

  SqlWriter value(int column, long encoded) {
    values.add(decoded(columns.get(column).type(), encoded));
    return text("?");
  }

  /** Writes that a column has a value, and one that its type does not have. */
  SqlWriter undeclared(int column) {
    long last = columns.get(column).type().maxEncoded();
    return columns
        .get(column)
        .type()
        .match(
            numbers ->
                column(column)
                    .text(" < ")
                    .value(column, 0)
                    .text(" OR ")
                    .column(column)
                    .text(" > ")
                    .value(column, last),
            categories -> column(column).text(" NOT IN (").values(column, last).text(")"));
  }

  private SqlWriter values(int column, long last) {
    for (long encoded = 0; encoded <= last; encoded++) {
      text(encoded == 0 ? "" : ", ").value(column, encoded);
    }
    return this;
  }

  void pair(Condition left, String word, Condition right) {
    text("(");
    left.writeSql(this);
    text(word);
    right.writeSql(this);
    text(")");
  }

  private static Object decoded(ColumnType type, long encoded) {
    return type.match(
        numbers -> number(numbers, encoded), categories -> categories.format(encoded));
  }

  private static Object number(NumberType type, long encoded) {
    long scaled = type.lowest() + encoded;
    return type.notation() == PlainNotation.DEC
        ? BigDecimal.valueOf(scaled, type.decimals())
        : (Object) scaled;
  }
}

package io.blindsum.question.text;

import java.util.List;

/** A condition on a row, over the columns of a {@link WhereClause}. */
public sealed interface Condition {
  /** Tests a row. */
  Truth test(RowView row);

  /** Writes the condition in SQL, values as parameters. */
  void writeSql(SqlWriter sql);

  /** How a value compares with a number. */
  enum Operator {
    EQUAL("="),
    NOT_EQUAL("!="),
    LESS("<"),
    AT_MOST("<="),
    ABOVE(">"),
    AT_LEAST(">=");

    private final String symbol;

    Operator(String symbol) {
      this.symbol = symbol;
    }

    String symbol() {
      return symbol;
    }

    /** Returns the operator in standard SQL. */
    String sql() {
      return this == NOT_EQUAL ? "<>" : symbol;
    }

    boolean isOrder() {
      return this != EQUAL && this != NOT_EQUAL;
    }

    boolean holds(long left, long right) {
      return switch (this) {
        case EQUAL -> left == right;
        case NOT_EQUAL -> left != right;
        case LESS -> left < right;
        case AT_MOST -> left <= right;
        case ABOVE -> left > right;
        case AT_LEAST -> left >= right;
      };
    }
  }

  /** {@code age >= 40}; encoded values have the order of the values. */
  record Comparison(int column, Operator operator, long encoded) implements Condition {
    @Override
    public Truth test(RowView row) {
      return row.isMissing(column)
          ? Truth.UNKNOWN
          : Truth.of(operator.holds(row.encoded(column), encoded));
    }

    @Override
    public void writeSql(SqlWriter sql) {
      sql.column(column).text(" " + operator.sql() + " ").value(column, encoded);
    }
  }

  /** {@code arms in (1, 2)}. */
  record OneOf(int column, List<Long> encoded) implements Condition {
    public OneOf {
      encoded = List.copyOf(encoded);
    }

    @Override
    public Truth test(RowView row) {
      if (row.isMissing(column)) {
        return Truth.UNKNOWN;
      }
      for (int i = 0; i < encoded.size(); i++) {
        if (encoded.get(i) == row.encoded(column)) {
          return Truth.TRUE;
        }
      }
      return Truth.FALSE;
    }

    @Override
    public void writeSql(SqlWriter sql) {
      sql.column(column).text(" IN (");
      for (int i = 0; i < encoded.size(); i++) {
        sql.text(i == 0 ? "" : ", ").value(column, encoded.get(i));
      }
      sql.text(")");
    }
  }

  /** {@code cd496 is missing}. */
  record Missing(int column) implements Condition {
    @Override
    public Truth test(RowView row) {
      return Truth.of(row.isMissing(column));
    }

    @Override
    public void writeSql(SqlWriter sql) {
      sql.column(column).text(" IS NULL");
    }
  }

  /** {@code not ...}. */
  record Not(Condition negated) implements Condition {
    @Override
    public Truth test(RowView row) {
      return negated.test(row).not();
    }

    @Override
    public void writeSql(SqlWriter sql) {
      sql.text("NOT (");
      negated.writeSql(sql);
      sql.text(")");
    }
  }

  /** {@code ... and ...}. */
  record Both(Condition left, Condition right) implements Condition {
    @Override
    public Truth test(RowView row) {
      return left.test(row).and(right.test(row));
    }

    @Override
    public void writeSql(SqlWriter sql) {
      sql.pair(left, " AND ", right);
    }
  }

  /** {@code ... or ...}. */
  record Either(Condition left, Condition right) implements Condition {
    @Override
    public Truth test(RowView row) {
      return left.test(row).or(right.test(row));
    }

    @Override
    public void writeSql(SqlWriter sql) {
      sql.pair(left, " OR ", right);
    }
  }
}

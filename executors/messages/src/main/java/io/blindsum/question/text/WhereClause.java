package io.blindsum.question.text;

import io.blindsum.encoding.ColumnSpec;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Which rows a question is about: {@code age >= 40 and (sex = F or diabetes = 1)}.
 *
 * <p>The grammar has declared columns, {@code = != < <= > >=}, {@code in (a, b)}, {@code between a
 * and b}, {@code is missing}, {@code is not missing}, {@code and}, {@code or}, {@code not} and
 * parentheses; values are numbers, or words for categories. As in SQL, a comparison with a missing
 * value is neither true nor false, and only rows for which the whole is true are taken.
 */
public final class WhereClause {
  private final String text;
  private final List<ColumnSpec> columns;
  private final Condition condition;

  private WhereClause(String text, List<ColumnSpec> columns, Condition condition) {
    this.text = text;
    this.columns = columns;
    this.condition = condition;
  }

  /**
   * Parses a condition.
   *
   * @param declared the columns that it may name
   * @throws io.blindsum.encoding.SpecificationException with what is wrong, and at which character
   */
  public static WhereClause parse(String text, List<ColumnSpec> declared) {
    ConditionParser parser = new ConditionParser(text, declared);
    Condition condition = parser.parse();
    return new WhereClause(parser.canonical(), parser.columns(), condition);
  }

  /** Returns the columns that it names, each once. */
  public List<ColumnSpec> columns() {
    return columns;
  }

  /** Tells whether it compares what a database stores, and no word or date that is read first. */
  public boolean isOfStoredValues() {
    return columns.stream()
        .allMatch(
            column ->
                column.type().match(numbers -> numbers.notation().isDigits(), categories -> true));
  }

  /**
   * Writes for a database which rows to read: those for which the condition is true, and those with
   * a value that its column does not declare. Whoever reads has to test them once more, as a
   * database takes blanks, case or words for no value in other ways; it leaves out no row that
   * counts.
   *
   * @param spelling finds how the database writes a column, quoted
   * @throws io.blindsum.text.DataException if it has not got a column
   */
  public SqlCondition over(UnaryOperator<String> spelling) {
    SqlWriter sql = new SqlWriter(columns, spelling);
    condition.writeSql(sql);
    for (int column = 0; column < columns.size(); column++) {
      sql.text(" OR ").undeclared(column);
    }
    return sql.finish();
  }

  public Condition condition() {
    return condition;
  }

  /** Returns the text with one space between its words: equal for equal conditions as written. */
  @Override
  public String toString() {
    return text;
  }
}

package io.blindsum.query;

import io.blindsum.text.DataException;
import java.util.function.UnaryOperator;

/** A condition on rows that can be written for a database. */
@FunctionalInterface
public interface RowCondition {
  /**
   * Writes the condition.
   *
   * @param spelling finds how the database spells a column
   * @throws DataException if it has not got a column
   */
  SqlCondition over(UnaryOperator<String> spelling);
}

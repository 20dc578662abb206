package io.blindsum.question.text;

import java.util.List;

/**
 * A condition on the rows of a site's query, for a prepared statement.
 *
 * @param text with a {@code ?} for each value; names no column but those of the query
 * @param values a {@link Long}, a {@link java.math.BigDecimal} or a {@link String} each
 */
public record SqlCondition(String text, List<Object> values) {
  public SqlCondition {
    values = List.copyOf(values);
  }
}

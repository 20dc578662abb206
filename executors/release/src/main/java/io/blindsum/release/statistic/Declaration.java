package io.blindsum.release.statistic;

import io.blindsum.release.result.Column;
import java.util.List;

/**
 * What a statistic is, for people and for every format.
 *
 * @param name that results carry, and questions too where it takes totals of its own
 * @param form how it is written, such as {@code km(TIME,EVENT)}
 * @param heading above its results
 * @param totals what it is computed from
 * @param formula in words or signs
 * @param source of the formula; empty for one of the textbooks
 * @param columns the figures of a result, or of each of its rows
 */
public record Declaration(
    String name,
    String form,
    String heading,
    String totals,
    String formula,
    String source,
    List<Column> columns) {
  /** Keeps the columns. */
  public Declaration {
    columns = List.copyOf(columns);
  }
}

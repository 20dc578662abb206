package io.blindsum.cohort;

import io.blindsum.encoding.ColumnSpec;
import io.blindsum.question.text.Question;
import io.blindsum.question.text.WhereClause;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a site's values are to be read beyond what their columns declare.
 *
 * @param missing texts that mean that there is no value, by column; those of {@link #EVERY_COLUMN}
 *     hold for all
 * @param decimal what stands before the decimals; empty to take a point, unless it may group
 *     thousands
 * @param rounded whether numbers with more decimals than declared are rounded
 */
public record ValueRules(
    Map<String, Set<String>> missing, Optional<DecimalMark> decimal, boolean rounded) {
  /** Stands for all columns; no column has such a name. */
  public static final String EVERY_COLUMN = Question.EVERY_COLUMN;

  /** No rules: numbers have a point before their decimals. */
  public static final ValueRules NONE =
      new ValueRules(Map.of(), Optional.of(DecimalMark.POINT), false);

  /** Keeps the words. */
  public ValueRules {
    missing = Map.copyOf(missing);
  }

  /** Returns the same rules with more words that mean that there is no value. */
  public ValueRules withMissing(Map<String, ? extends Collection<String>> more) {
    Map<String, Set<String>> words = new HashMap<>(missing);
    more.forEach(
        (column, list) -> {
          Set<String> all = new LinkedHashSet<>(words.getOrDefault(column, Set.of()));
          all.addAll(list);
          words.put(column, all);
        });
    return new ValueRules(words, decimal, rounded);
  }

  /** Tells whether a word means that a column has no value. */
  public boolean isMissing(String column, String word) {
    return missing.getOrDefault(column, Set.of()).contains(word)
        || missing.getOrDefault(EVERY_COLUMN, Set.of()).contains(word);
  }

  /**
   * Reads the rows and values that are asked for by these rules.
   *
   * @param source which the result owns; closed if this fails
   * @param asked the columns that will be read, without those of the condition
   * @param where which rows; all of them if absent
   * @throws io.blindsum.text.DataException if the source has not got a column
   */
  public CohortSource over(
      CohortSource source, List<ColumnSpec> asked, Optional<WhereClause> where) {
    Set<ColumnSpec> columns = new LinkedHashSet<>(asked);
    where.map(WhereClause::columns).ifPresent(columns::addAll);
    try {
      CohortSource rows = over(source, columns);
      return where.isPresent() ? new FilteredSource(rows, where.get()) : rows;
    } catch (RuntimeException e) {
      source.close();
      throw e;
    }
  }

  private CohortSource over(CohortSource source, Set<ColumnSpec> columns) {
    CohortSource read = source;
    if (!missing.isEmpty()) {
      read = new MissingWords(read, missing, List.copyOf(columns));
    }
    List<ColumnSpec> numbers = columns.stream().filter(column -> column.type().isDigits()).toList();
    boolean unsure = decimal.isEmpty() && source.mayHaveDecimalCommas();
    if (unsure || decimal.equals(Optional.of(DecimalMark.COMMA))) {
      read = new DecimalCommas(read, numbers, unsure);
    }
    return rounded ? new RoundedNumbers(read, numbers) : read;
  }
}

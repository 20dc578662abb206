package io.blindsum.cohort;

import io.blindsum.encoding.ColumnSpec;
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
  public static final String EVERY_COLUMN = "";

  /** Nothing beyond the declarations. */
  public static final ValueRules NONE = new ValueRules(Map.of(), Optional.empty(), false);

  /** Keeps the words. */
  public ValueRules {
    missing = Map.copyOf(missing);
  }

  /**
   * Reads a source's values by these rules.
   *
   * @param columns those that are asked for; all in the source
   */
  public CohortSource over(CohortSource source, List<ColumnSpec> columns) {
    CohortSource read = source;
    if (!missing.isEmpty()) {
      read = new MissingWords(read, missing, columns);
    }
    List<ColumnSpec> numbers =
        columns.stream()
            .filter(
                column ->
                    column.type().numbers().filter(type -> type.notation().isDigits()).isPresent())
            .toList();
    boolean unsure = decimal.isEmpty() && source.mayHaveDecimalCommas();
    if (unsure || decimal.equals(Optional.of(DecimalMark.COMMA))) {
      read = new DecimalCommas(read, numbers, unsure);
    }
    return rounded ? new RoundedNumbers(read, numbers) : read;
  }
}

package io.blindsum.question.text;

import io.blindsum.frame.ReleaseRule;
import io.blindsum.text.YamlMap;
import java.util.List;

/** Reads what may be shown of totals, as questions and sites' policies write it alike. */
public final class RuleMembers {
  /** The names of its members. */
  public static final List<String> NAMES =
      List.of("min_cell", "rounding", "rows_per_parameter", "hide_zeros");

  private static final int MOST = 1_000;

  private RuleMembers() {}

  /**
   * Reads the members of a map.
   *
   * @param minCell the least count unless it says otherwise
   * @throws io.blindsum.text.DataException naming the one that is out of its range, or contradicts
   *     another
   */
  public static ReleaseRule read(YamlMap map, int minCell) {
    ReleaseRule rule =
        new ReleaseRule(
            (int) map.integer("min_cell", 1, MOST, (long) minCell),
            (int) map.integer("rounding", 1, MOST, 1L),
            (int)
                map.integer(
                    "rows_per_parameter",
                    ReleaseRule.DEFAULT_ROWS_PER_PARAMETER,
                    MOST,
                    (long) ReleaseRule.DEFAULT_ROWS_PER_PARAMETER),
            map.flag("hide_zeros", false));
    rule.contradiction()
        .ifPresent(
            what -> {
              throw map.fault(
                  rule.hideZeros() && rule.minCell() == 1 ? "hide_zeros" : "rounding", what);
            });
    return rule;
  }
}

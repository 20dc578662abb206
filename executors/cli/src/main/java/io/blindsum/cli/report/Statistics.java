package io.blindsum.cli.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds statistics in a result. */
final class Statistics {
  private Statistics() {}

  /** Returns those of a kind, such as {@code hist}, in their order. */
  static List<Members> ofKind(Members result, String kind) {
    return result.list("statistics").stream()
        .filter(statistic -> statistic.text("statistic").startsWith(kind + "("))
        .toList();
  }

  /** Returns those of a kind that have a list, each with those of all its groups. */
  static Map<String, List<Members>> byName(Members result, String kind, String list) {
    Predicate<Members> shown = statistic -> !statistic.list(list).isEmpty();
    return ofKind(result, kind).stream()
        .filter(shown)
        .collect(
            Collectors.groupingBy(
                statistic -> statistic.text("statistic"), LinkedHashMap::new, Collectors.toList()));
  }

  /** Returns a name for headings: the statistic, and the group if it is one of several. */
  static String title(Members statistic) {
    String group = statistic.group();
    String name = statistic.text("statistic");
    return group.equals(Members.ALL) ? name : name + ", " + group;
  }
}

package io.blindsum.cli;

import io.blindsum.layout.GroupTotals;
import io.blindsum.layout.StatisticTotals;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows what follows from the totals: as JSON objects, and the same as text for people. */
final class StatisticsReport {
  private final List<Map<String, Object>> ofColumns;
  private final List<Map<String, Object>> ofStatistics = new ArrayList<>();

  StatisticsReport(List<GroupTotals> groups, Disclosure disclosure) {
    ofColumns = GroupComparison.ofColumns(groups, disclosure);
    for (int i = 0; i < groups.get(0).statistics().size(); i++) {
      for (int g = 0; g < groups.size(); g++) {
        if (!disclosure.hidesGroup(g)) {
          StatisticTotals totals = groups.get(g).statistics().get(i);
          ofStatistics.add(StatisticJson.of(groups.get(g), totals, disclosure));
        }
      }
    }
    ofStatistics.addAll(GroupComparison.ofStatistics(groups, disclosure));
  }

  /** Returns every result: those of each column first. */
  List<Map<String, Object>> toJson() {
    List<Map<String, Object>> all = new ArrayList<>(ofColumns);
    all.addAll(ofStatistics);
    return all;
  }

  /** Returns the lines of the statistics of several columns; the table has those of each column. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Map<String, Object> result : ofStatistics) {
      lines.add("");
      addResult(lines, result);
    }
    return lines;
  }

  private static void addResult(List<String> lines, Map<String, Object> result) {
    StringBuilder line = new StringBuilder(String.valueOf(result.get("statistic")));
    List<String> tables = new ArrayList<>();
    result.forEach(
        (name, value) -> {
          if (value instanceof List<?> rows) {
            tables.addAll(table(rows));
          } else if (!name.equals("statistic")) {
            line.append(name.equals("group") ? "  " : "  " + name + " ").append(text(value));
          }
        });
    lines.add(line.toString().stripTrailing());
    lines.addAll(tables);
  }

  /** Returns the lines of a list of objects; the head has every member that occurs. */
  private static List<String> table(List<?> rows) {
    Set<String> head = new LinkedHashSet<>();
    for (Object row : rows) {
      ((Map<?, ?>) row).keySet().forEach(name -> head.add(String.valueOf(name)));
    }
    List<List<String>> cells = new ArrayList<>();
    cells.add(List.copyOf(head));
    for (Object row : rows) {
      Map<?, ?> members = (Map<?, ?>) row;
      cells.add(head.stream().map(name -> text(members.get(name))).toList());
    }
    return rows.isEmpty() ? List.of() : TextTable.lines(cells, 1);
  }

  private static String text(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof Double number) {
      return String.format(Locale.ROOT, "%.6g", number);
    }
    if (value instanceof Long || value instanceof Integer) {
      return String.format(Locale.ROOT, "%,d", ((Number) value).longValue());
    }
    if (value instanceof Map<?, ?> members) {
      return members.entrySet().stream()
          .map(e -> e.getKey() + "=" + text(e.getValue()))
          .collect(Collectors.joining(" "));
    }
    return String.valueOf(value);
  }
}

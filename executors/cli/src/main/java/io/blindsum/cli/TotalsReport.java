package io.blindsum.cli;

import io.blindsum.encoding.ColumnTotals;
import io.blindsum.encoding.GroupTotals;
import io.blindsum.stats.Moments;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Shows totals by group: as a table for people, and as the members of a JSON result. */
final class TotalsReport {
  private final List<GroupTotals> groups;

  TotalsReport(List<GroupTotals> groups) {
    this.groups = groups;
  }

  /** Returns the groups as JSON members; sums are exact decimals as text. */
  List<Map<String, Object>> toJson() {
    return groups.stream().map(TotalsReport::groupJson).toList();
  }

  private static Map<String, Object> groupJson(GroupTotals group) {
    Map<String, Object> columns = new LinkedHashMap<>();
    for (ColumnTotals column : group.columns()) {
      columns.put(column.name(), columnJson(column));
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("group", group.group());
    json.put("n", group.rows());
    json.put("columns", columns);
    return json;
  }

  private static Map<String, @Nullable Object> columnJson(ColumnTotals column) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("n", column.n());
    if (column instanceof ColumnTotals.Categories categories) {
      json.put("counts", categories.counts());
    } else if (column instanceof ColumnTotals.Numbers numbers) {
      Moments moments = numbers.moments();
      json.put("sum", plain(moments.sum()));
      json.put("mean", orNull(moments.mean()));
      json.put("sd", orNull(moments.standardDeviation()));
    } else if (column instanceof ColumnTotals.Weighted weighted) {
      json.put("sum", plain(weighted.moments().sum()));
      json.put("mean", orNull(weighted.moments().mean()));
      json.put("sd", null);
    }
    return json;
  }

  /** Returns the table's lines. */
  List<String> lines() {
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(groups.get(0).group().keySet());
    head.addAll(List.of("column", "n", "sum", "mean", "sd"));
    rows.add(head);
    for (GroupTotals group : groups) {
      for (ColumnTotals column : group.columns()) {
        rows.addAll(columnRows(group, column));
      }
      if (group.columns().isEmpty()) {
        rows.add(row(group, "(rows)", group.rows(), "", "", ""));
      }
    }
    return aligned(rows, groups.get(0).group().size() + 1);
  }

  private static List<List<String>> columnRows(GroupTotals group, ColumnTotals column) {
    if (column instanceof ColumnTotals.Categories categories) {
      List<List<String>> rows = new ArrayList<>();
      categories
          .counts()
          .forEach(
              (label, n) -> rows.add(row(group, column.name() + " = " + label, n, "", "", "")));
      return rows;
    }
    if (column instanceof ColumnTotals.Weighted weighted) {
      String sum = plain(weighted.moments().sum());
      String mean = number(weighted.moments().mean());
      return List.of(row(group, column.name(), column.n(), sum, mean, "-"));
    }
    Moments moments = ((ColumnTotals.Numbers) column).moments();
    return List.of(
        row(
            group,
            column.name(),
            moments.n(),
            plain(moments.sum()),
            number(moments.mean()),
            number(moments.standardDeviation())));
  }

  private static List<String> row(
      GroupTotals group, String name, long n, String sum, String mean, String sd) {
    List<String> row = new ArrayList<>(group.group().values());
    row.addAll(List.of(name, String.format(Locale.ROOT, "%,d", n), sum, mean, sd));
    return row;
  }

  /** Pads the cells to columns, the first ones to the left and the numbers to the right. */
  private static List<String> aligned(List<List<String>> rows, int leftColumns) {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String padding = " ".repeat(widths[i] - row.get(i).length());
        line.append(i < leftColumns ? row.get(i) + padding : padding + row.get(i)).append("  ");
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private static String plain(BigDecimal value) {
    return value.toPlainString();
  }

  private static @Nullable Double orNull(OptionalDouble value) {
    return value.isPresent() ? Double.valueOf(value.getAsDouble()) : null;
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.6g", value.getAsDouble()) : "-";
  }
}

package io.blindsum.cli;

import io.blindsum.layout.ColumnTotals;
import io.blindsum.layout.GroupTotals;
import io.blindsum.stats.Moments;
import io.blindsum.stats.SmallCells.Release;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Shows totals by group: as a table for people, and as the members of a JSON result. */
public final class TotalsReport {
  private final List<GroupTotals> groups;
  private final Disclosure disclosure;

  /** Shows everything. */
  public TotalsReport(List<GroupTotals> groups) {
    this(groups, new Disclosure(groups, 1));
  }

  public TotalsReport(List<GroupTotals> groups, Disclosure disclosure) {
    this.groups = groups;
    this.disclosure = disclosure;
  }

  /** Returns the groups as JSON members; sums are exact decimals as text. */
  public List<Map<String, Object>> toJson() {
    return IntStream.range(0, groups.size()).mapToObj(this::groupJson).toList();
  }

  private Map<String, Object> groupJson(int index) {
    GroupTotals group = groups.get(index);
    Map<String, Object> columns = new LinkedHashMap<>();
    if (!disclosure.hidesGroup(index)) {
      for (ColumnTotals column : group.columns()) {
        columns.put(column.name(), columnJson(column, group.rows()));
      }
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("group", group.group());
    json.put("n", disclosure.json(disclosure.group(index), group.rows()));
    json.put("columns", columns);
    return json;
  }

  private Map<String, @Nullable Object> columnJson(ColumnTotals column, long rows) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("n", disclosure.json(n(column), column.n()));
    if (column instanceof ColumnTotals.Categories categories) {
      json.put("counts", counts(categories, rows));
    } else if (column instanceof ColumnTotals.Numbers numbers && !disclosure.hides(numbers, rows)) {
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

  private Map<String, Object> counts(ColumnTotals.Categories column, long rows) {
    List<Release> releases = disclosure.counts(List.copyOf(column.counts().values()), rows);
    Iterator<Release> release = releases.iterator();
    Map<String, Object> counts = new LinkedHashMap<>();
    column.counts().forEach((label, n) -> counts.put(label, disclosure.json(release.next(), n)));
    return counts;
  }

  private Release n(ColumnTotals column) {
    return disclosure.isSmall(column.n()) ? Release.SMALL : Release.SHOWN;
  }

  /** Returns the table's lines. */
  public List<String> lines() {
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(groups.get(0).group().keySet());
    head.addAll(List.of("column", "n", "sum", "mean", "sd"));
    rows.add(head);
    for (int g = 0; g < groups.size(); g++) {
      GroupTotals group = groups.get(g);
      if (disclosure.hidesGroup(g)) {
        String n = disclosure.text(disclosure.group(g), group.rows());
        rows.add(row(group, "(rows)", n, "", "", ""));
        continue;
      }
      for (ColumnTotals column : group.columns()) {
        rows.addAll(columnRows(group, column));
      }
      if (group.columns().isEmpty()) {
        rows.add(row(group, "(rows)", disclosure.text(Release.SHOWN, group.rows()), "", "", ""));
      }
    }
    return TextTable.lines(rows, groups.get(0).group().size() + 1);
  }

  /** Returns the same as CSV with all digits, a line for each group and column, after a header. */
  List<String> csv() {
    List<String> lines = new ArrayList<>();
    List<Object> head = new ArrayList<>(groups.get(0).group().keySet());
    head.addAll(List.of("column", "value", "n", "sum", "mean", "sd"));
    lines.add(Csv.line(head));
    for (int g = 0; g < groups.size(); g++) {
      GroupTotals group = groups.get(g);
      Object rows = disclosure.json(disclosure.group(g), group.rows());
      lines.add(csv(group, "", "", rows, Map.of()));
      if (!disclosure.hidesGroup(g)) {
        for (ColumnTotals column : group.columns()) {
          lines.addAll(csv(group, column));
        }
      }
    }
    return lines;
  }

  private List<String> csv(GroupTotals group, ColumnTotals column) {
    if (column instanceof ColumnTotals.Categories categories) {
      List<String> lines = new ArrayList<>();
      counts(categories, group.rows())
          .forEach((label, n) -> lines.add(csv(group, column.name(), label, n, Map.of())));
      return lines;
    }
    Map<String, @Nullable Object> figures = columnJson(column, group.rows());
    return List.of(csv(group, column.name(), "", figures.get("n"), figures));
  }

  private static String csv(
      GroupTotals group,
      String column,
      String value,
      @Nullable Object n,
      Map<String, ? extends @Nullable Object> figures) {
    List<@Nullable Object> fields = new ArrayList<>(group.group().values());
    fields.add(column);
    fields.add(value);
    fields.add(n);
    for (String figure : List.of("sum", "mean", "sd")) {
      fields.add(figures.get(figure));
    }
    return Csv.line(fields);
  }

  private List<List<String>> columnRows(GroupTotals group, ColumnTotals column) {
    if (column instanceof ColumnTotals.Categories categories) {
      List<List<String>> rows = new ArrayList<>();
      counts(categories, group.rows())
          .forEach(
              (label, n) ->
                  rows.add(row(group, column.name() + " = " + label, count(n), "", "", "")));
      return rows;
    }
    if (column instanceof ColumnTotals.Weighted weighted) {
      String weight = disclosure.text(Release.SHOWN, column.n());
      String sum = plain(weighted.moments().sum());
      String mean = number(weighted.moments().mean());
      return List.of(row(group, column.name(), weight, sum, mean, "-"));
    }
    ColumnTotals.Numbers numbers = (ColumnTotals.Numbers) column;
    Moments moments = numbers.moments();
    String n = disclosure.text(n(column), moments.n());
    if (disclosure.hides(numbers, group.rows())) {
      return List.of(row(group, column.name(), n, "", "", ""));
    }
    return List.of(
        row(
            group,
            column.name(),
            n,
            plain(moments.sum()),
            number(moments.mean()),
            number(moments.standardDeviation())));
  }

  private static List<String> row(
      GroupTotals group, String name, String n, String sum, String mean, String sd) {
    List<String> row = new ArrayList<>(group.group().values());
    row.addAll(List.of(name, n, sum, mean, sd));
    return row;
  }

  private static String count(Object n) {
    return n instanceof Long number ? String.format(Locale.ROOT, "%,d", number) : n.toString();
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

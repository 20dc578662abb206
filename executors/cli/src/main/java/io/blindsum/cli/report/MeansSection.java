package io.blindsum.cli.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The patients in numbers: each column by group, and its means side by side. */
record MeansSection(Members result) implements Section {
  private static final List<String> HEAD =
      List.of("Group", "n", "Mean", "95 % interval", "SD", "Sum");

  @Override
  public void write(Writing page) {
    page.heading("Table 1: by group");
    List<String> numbers = columns(false);
    HtmlTable table = HtmlTable.open(page.html(), "Numbers of each column, by group", HEAD);
    table.part("Rows");
    result
        .list("groups")
        .forEach(group -> table.row(group.group(), group.value("n"), "", "", "", ""));
    for (String column : numbers) {
      table.part(column);
      for (Members group : result.list("groups")) {
        table.row(group.group(), cells(group.object("columns").object(column), group, column));
      }
    }
    table.close();
    columns(true).forEach(column -> counts(page, column));
    for (String column : numbers) {
      List<Members> estimates = estimates(column);
      if (estimates.stream().anyMatch(row -> row.has("mean"))) {
        page.draw(ForestPlot.of(column, estimates));
      }
    }
  }

  private List<@Nullable Object> cells(Members column, Members group, String name) {
    Members estimate =
        estimates(name).stream()
            .filter(row -> row.group().equals(group.group()))
            .findFirst()
            .orElse(new Members(Map.of()));
    List<@Nullable Object> cells = new ArrayList<>();
    cells.add(column.has("n") ? column.value("n") : group.value("n"));
    cells.add(column.value("mean"));
    cells.add(HtmlTable.Range.of(estimate));
    cells.add(column.value("sd"));
    cells.add(column.has("sum") ? new BigDecimal(column.text("sum")) : null);
    return cells;
  }

  private void counts(Writing page, String column) {
    Set<String> labels = new LinkedHashSet<>();
    for (Members group : result.list("groups")) {
      Members counts = group.object("columns").object(column).object("counts");
      counts.map().keySet().forEach(label -> labels.add(String.valueOf(label)));
    }
    List<String> head = new ArrayList<>(List.of("Group", "n"));
    head.addAll(labels);
    HtmlTable table = HtmlTable.open(page.html(), column + ", by group", head);
    for (Members group : result.list("groups")) {
      Members values = group.object("columns").object(column);
      List<@Nullable Object> cells = new ArrayList<>();
      cells.add(values.has("n") ? values.value("n") : group.value("n"));
      for (String label : labels) {
        cells.add(share(values.object("counts").value(label), values.value("n")));
      }
      table.row(group.group(), cells);
    }
    table.close();
  }

  private static @Nullable Object share(@Nullable Object count, @Nullable Object total) {
    return count instanceof Long part && total instanceof Long whole
        ? new HtmlTable.Share(part, whole)
        : count;
  }

  /** Returns the names of the columns of categories, or of the others. */
  private List<String> columns(boolean categories) {
    Set<String> names = new LinkedHashSet<>();
    for (Members group : result.list("groups")) {
      Members columns = group.object("columns");
      for (Object name : columns.map().keySet()) {
        String column = String.valueOf(name);
        boolean isGroup = group.object("group").has(column);
        if (!isGroup && columns.object(column).has("counts") == categories) {
          names.add(column);
        }
      }
    }
    return List.copyOf(names);
  }

  private List<Members> estimates(String column) {
    return result.list("statistics").stream()
        .filter(statistic -> statistic.text("statistic").equals("mean(" + column + ")"))
        .findFirst()
        .map(statistic -> statistic.list("groups"))
        .orElse(List.of());
  }
}

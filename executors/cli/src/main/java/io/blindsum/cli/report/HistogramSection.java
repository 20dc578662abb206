package io.blindsum.cli.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Histograms, drawn and in numbers. */
record HistogramSection(Members result) implements Section {
  @Override
  public void write(Writing page) {
    var histograms = Statistics.byName(result, "hist", "bins");
    if (histograms.isEmpty()) {
      return;
    }
    page.heading("Histograms");
    histograms.forEach(
        (name, groups) -> {
          page.draw(HistogramPlot.of(name, groups));
          page.html().open("details").leaf("summary", "The counts of " + name);
          table(page, name, groups);
          page.html().closeLine();
        });
  }

  private static void table(Writing page, String name, List<Members> groups) {
    List<String> head = new ArrayList<>(List.of("Values"));
    groups.forEach(group -> head.add(group.group()));
    HtmlTable table = HtmlTable.open(page.html(), "Counts of " + name + ", by group", head);
    List<Members> bins = groups.get(0).list("bins");
    for (int i = 0; i < bins.size(); i++) {
      List<@Nullable Object> cells = new ArrayList<>();
      for (Members group : groups) {
        cells.add(group.list("bins").get(i).value("n"));
      }
      table.row("from " + bins.get(i).text("from") + ", below " + bins.get(i).text("below"), cells);
    }
    for (String quantile : List.of("q0.25", "q0.5", "q0.75")) {
      if (groups.stream().anyMatch(group -> group.has(quantile))) {
        String percent = quantile.equals("q0.5") ? "Median" : "Quantile " + quantile.substring(1);
        table.row(percent, groups.stream().map(group -> group.value(quantile)).toArray());
      }
    }
    table.close();
  }
}

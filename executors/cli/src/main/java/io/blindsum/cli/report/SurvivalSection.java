package io.blindsum.cli.report;

import java.util.List;

/** Survival curves, drawn and in numbers. */
record SurvivalSection(Members result) implements Section {
  private static final List<String> HEAD =
      List.of("Time", "At risk", "Events", "Survival", "95 % interval");

  @Override
  public void write(Writing page) {
    var curves = Statistics.byName(result, "km", "steps");
    if (curves.isEmpty()) {
      return;
    }
    page.heading("Survival");
    curves.forEach(
        (name, groups) -> {
          page.draw(SurvivalPlot.of(name, groups));
          medians(page, name, groups);
          page.html().open("details").leaf("summary", "The steps of " + name);
          steps(page, name, groups);
          page.html().closeLine();
        });
  }

  private static void medians(Writing page, String name, List<Members> groups) {
    HtmlTable table =
        HtmlTable.open(page.html(), "Median of " + name, List.of("Group", "n", "Median"));
    for (Members group : groups) {
      Object median = group.has("median") ? group.value("median") : "not reached";
      table.row(group.group(), group.value("n"), median);
    }
    table.close();
  }

  private static void steps(Writing page, String name, List<Members> groups) {
    HtmlTable table = HtmlTable.open(page.html(), "Steps of " + name + ", by group", HEAD);
    for (Members group : groups) {
      table.part(group.group());
      for (Members step : group.list("steps")) {
        table.row(
            step.text("time"),
            step.value("at_risk"),
            step.value("events"),
            step.value("survival"),
            HtmlTable.Range.of(step));
      }
    }
    table.close();
  }
}

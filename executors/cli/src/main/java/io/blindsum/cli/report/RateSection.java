package io.blindsum.cli.report;

import java.util.List;

/** Directly standardised rates, and the strata that they are made of. */
record RateSection(Members result) implements Section {
  @Override
  public void write(Writing page) {
    List<Members> rates =
        Statistics.ofKind(result, "rate").stream().filter(rate -> rate.has("strata")).toList();
    if (rates.isEmpty()) {
      return;
    }
    page.heading("Standardised rates");
    rates.forEach(rate -> write(page, rate));
  }

  private static void write(Writing page, Members statistic) {
    List<Members> strata = statistic.list("strata");
    String name = String.valueOf(strata.get(0).map().keySet().iterator().next());
    List<String> head = List.of(name, "Events", "People", "Standard population");
    HtmlTable table = HtmlTable.open(page.html(), Statistics.title(statistic), head);
    for (Members row : strata) {
      table.row(row.text(name), row.value("events"), row.value("people"), row.value("standard"));
    }
    table.close();
    page.facts(
        "Rate", statistic.value("rate"),
        "Standard error", statistic.value("se"),
        "95 % interval", HtmlTable.Range.of(statistic));
    if (!statistic.has("rate") && !statistic.has("undefined")) {
      page.html().leaf("p", "Hidden counts leave no rate.").text("\n");
    }
  }
}

package io.blindsum.cli.report;

import java.util.List;

/** Cross tables and their tests. */
record CrossTableSection(Members result) implements Section {
  @Override
  public void write(Writing page) {
    List<Members> tables =
        Statistics.ofKind(result, "table").stream().filter(t -> t.has("rows")).toList();
    if (tables.isEmpty()) {
      return;
    }
    page.heading("Cross tables");
    tables.forEach(table -> write(page, table));
  }

  private static void write(Writing page, Members statistic) {
    List<Members> rows = statistic.list("rows");
    List<String> head = rows.get(0).map().keySet().stream().map(String::valueOf).toList();
    List<String> labels = head.subList(1, head.size());
    HtmlTable table = HtmlTable.open(page.html(), Statistics.title(statistic), head);
    for (Members row : rows) {
      table.row(row.text(head.get(0)), labels.stream().map(row::value).toArray());
    }
    table.close();
    page.facts(
        "χ²", statistic.value("chi2"),
        "Degrees of freedom", statistic.value("df"),
        "p", HtmlTable.P.of(statistic),
        "Smallest expected count", statistic.value("smallest_expected"));
    ratio(page, "Odds ratio", statistic.object("odds_ratio"));
    ratio(page, "Risk ratio", statistic.object("risk_ratio"));
    if (!statistic.has("chi2")) {
      page.html().leaf("p", "Hidden counts leave no test.").text("\n");
    }
  }

  private static void ratio(Writing page, String name, Members ratio) {
    if (ratio.has("ratio")) {
      page.facts(
          name,
          ratio.value("ratio"),
          "95 % interval",
          HtmlTable.Range.of(ratio),
          "p",
          HtmlTable.P.of(ratio));
    }
  }
}

package io.blindsum.cli.report;

import java.util.List;

/** Linear models and correlations. */
record ModelSection(Members result) implements Section {
  private static final List<String> COEFFICIENTS =
      List.of("Term", "Coefficient", "SE", "t", "p", "95 % interval");
  private static final List<String> CORRELATIONS =
      List.of("Columns", "n", "r", "95 % interval", "p", "Covariance");

  @Override
  public void write(Writing page) {
    List<Members> models = Statistics.ofKind(result, "ols");
    if (!models.isEmpty()) {
      page.heading("Linear models");
      models.forEach(model -> model(page, model));
    }
    List<Members> correlations =
        Statistics.ofKind(result, "corr").stream().filter(row -> row.has("r")).toList();
    if (!correlations.isEmpty()) {
      page.heading("Correlations");
      HtmlTable table = HtmlTable.open(page.html(), "Pearson's correlation", CORRELATIONS);
      for (Members row : correlations) {
        table.row(
            Statistics.title(row),
            row.value("n"),
            row.value("r"),
            HtmlTable.Range.of(row),
            HtmlTable.P.of(row),
            row.value("covariance"));
      }
      table.close();
    }
  }

  private static void model(Writing page, Members model) {
    if (!model.has("coefficients")) {
      return;
    }
    HtmlTable table = HtmlTable.open(page.html(), Statistics.title(model), COEFFICIENTS);
    for (Members term : model.list("coefficients")) {
      table.row(
          term.text("name"),
          term.value("estimate"),
          term.value("se"),
          term.value("t"),
          HtmlTable.P.of(term),
          HtmlTable.Range.of(term));
    }
    table.close();
    page.facts(
        "n", model.value("n"),
        "R²", model.value("r2"),
        "Adjusted R²", model.value("adjusted_r2"),
        "Residual SE", model.value("residual_se"),
        "Residual degrees of freedom", model.value("df"),
        "F", model.value("f"),
        "p of all terms", HtmlTable.P.of(model));
  }
}

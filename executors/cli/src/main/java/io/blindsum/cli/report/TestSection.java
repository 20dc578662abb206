package io.blindsum.cli.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Proportions of the groups, the tests between groups, and what the totals do not define. */
record TestSection(Members result) implements Section {
  private static final List<String> PROPORTIONS =
      List.of("Group", "n", "With 1", "Proportion", "95 % interval");
  private static final List<String> TESTS =
      List.of("Test", "Value", "df", "p", "Estimate", "95 % interval");

  @Override
  public void write(Writing page) {
    proportions(page, Statistics.ofKind(result, "proportion"));
    tests(page);
    result.list("statistics").stream()
        .filter(statistic -> statistic.has("undefined"))
        .forEach(statistic -> page.undefined(Statistics.title(statistic), statistic));
    result.list("statistics").stream()
        .filter(statistic -> statistic.value("n") instanceof String)
        .forEach(statistic -> few(page, statistic));
  }

  private static void few(Writing page, Members statistic) {
    String text =
        Statistics.title(statistic) + ": of " + statistic.text("n") + " people, not shown.";
    page.html().leaf("p", text).text("\n");
  }

  private static void proportions(Writing page, List<Members> proportions) {
    if (proportions.isEmpty()) {
      return;
    }
    page.heading("Proportions");
    HtmlTable table = HtmlTable.open(page.html(), "Columns of 0 and 1, by group", PROPORTIONS);
    for (Members proportion : proportions) {
      table.part(proportion.text("statistic"));
      for (Members row : proportion.list("groups")) {
        table.row(
            row.group(),
            row.value("n"),
            row.value("hits"),
            row.value("proportion"),
            HtmlTable.Range.of(row));
      }
    }
    table.close();
  }

  private void tests(Writing page) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Members test : result.list("statistics")) {
      List<@Nullable Object> row = row(test);
      if (!row.isEmpty() && !test.has("undefined")) {
        rows.add(row);
      }
    }
    if (rows.isEmpty()) {
      return;
    }
    page.heading("Tests between groups");
    HtmlTable table = HtmlTable.open(page.html(), "Two-sided tests of no difference", TESTS);
    rows.forEach(row -> table.row(String.valueOf(row.get(0)), row.subList(1, row.size())));
    table.close();
  }

  private static List<@Nullable Object> row(Members test) {
    String name = test.text("statistic");
    return switch (name.substring(0, name.indexOf('('))) {
      case "anova" ->
          row(test, "F", "f", test.text("df_between") + ", " + test.text("df_within"), "", test);
      case "welch" -> row(test, "t", "t", test.value("df"), "difference", test);
      case "logrank" -> row(test, "χ²", "chi2", test.value("df"), "", test);
      case "mantel_haenszel" -> {
        Members ratio = test.object("odds_ratio");
        yield row(test, "χ²", "chi2", test.value("df"), "ratio", ratio);
      }
      default -> List.of();
    };
  }

  private static List<@Nullable Object> row(
      Members test,
      String symbol,
      String value,
      @Nullable Object degrees,
      String estimate,
      Members estimated) {
    List<@Nullable Object> row = new ArrayList<>();
    row.add(test.text("statistic") + ", " + symbol);
    row.add(test.value(value));
    row.add(degrees);
    row.add(HtmlTable.P.of(test));
    row.add(estimated.value(estimate));
    row.add(HtmlTable.Range.of(estimated));
    return row;
  }
}

package io.blindsum.cli.report;

import java.util.List;

/** What was asked, of whom, and under which key. */
record QuestionSection(Members result) implements Section {
  @Override
  public void write(Writing page) {
    Members asked = result.object("asked");
    page.heading("What was asked");
    page.facts(
        "Study",
        result.value("study"),
        "Rows",
        result.value("rows"),
        "Rows left out as bad data",
        result.value("rejected"),
        "Sites",
        names(result.texts("sites")),
        "Groups",
        names(asked.texts("group_by")),
        "Statistics",
        names(asked.texts("statistics")),
        "Least count that is shown",
        result.value("min_cell"),
        "Key",
        result.text("key"),
        "Modulus, bits",
        result.value("bits"));
    Markup html = page.html();
    html.open("p").text("Columns with the values that they may have: ");
    String between = "";
    for (String column : asked.texts("columns")) {
      html.text(between).leaf("code", column);
      between = ", ";
    }
    html.text(".").closeLine();
  }

  private static String names(List<String> names) {
    return names.isEmpty() ? "–" : String.join(", ", names);
  }
}

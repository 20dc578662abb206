package io.blindsum.benchmarks.report;

import java.util.Base64;
import java.util.List;

/** A report as one HTML page that needs nothing else: no script, no network. */
final class Page {
  private static final String STYLE =
      """
      body { font: 15px/1.5 sans-serif; margin: 2em auto; max-width: 62em; padding: 0 1em; }
      table { border-collapse: collapse; margin: 1em 0; }
      td, th { padding: .2em .8em; text-align: left; border-bottom: 1px solid #ddd; }
      img { max-width: 100%; display: block; margin: 1.5em 0; }
      """;

  private Page() {}

  static String of(Report report, List<Plot> plots) {
    StringBuilder html = new StringBuilder();
    html.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.append("<title>BlindSum: ").append(report.suite()).append("</title>\n");
    html.append("<style>\n").append(STYLE).append("</style>\n</head>\n<body>\n");
    html.append("<h1>BlindSum: ").append(report.suite()).append("</h1>\n");
    html.append("<p>").append(escaped(report.conditions().line())).append("</p>\n");
    for (Plot plot : plots) {
      html.append("<img alt=\"").append(escaped(plot.title()));
      html.append("\" src=\"data:image/svg+xml;base64,");
      html.append(Base64.getEncoder().encodeToString(plot.svg())).append("\">\n");
    }
    if (!report.ratios().isEmpty()) {
      html.append("<h2>Ratios</h2>\n").append(table(Table.ratios(report)));
    }
    html.append("<h2>Measurements</h2>\n").append(table(Table.measurements(report)));
    return html.append("</body>\n</html>\n").toString();
  }

  private static String table(List<List<String>> rows) {
    StringBuilder html = new StringBuilder("<table>\n");
    for (int i = 0; i < rows.size(); i++) {
      String cell = i == 0 ? "th" : "td";
      html.append("<tr>");
      for (String text : rows.get(i)) {
        html.append("<%s>%s</%s>".formatted(cell, escaped(text), cell));
      }
      html.append("</tr>\n");
    }
    return html.append("</table>\n").toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}

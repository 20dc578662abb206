package io.blindsum.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Prints a report for people. */
public final class ReportText {
  private ReportText() {}

  /** Returns the conditions, the measurements and, where there are any, the ratios. */
  public static String of(Report report) {
    StringBuilder text = new StringBuilder();
    text.append(report.conditions().line()).append('\n');
    report
        .machine()
        .forEach(
            (name, value) -> text.append(String.format(Locale.ROOT, "%s %.2f%n", name, value)));
    text.append('\n').append(aligned(Table.measurements(report)));
    if (!report.ratios().isEmpty()) {
      text.append('\n').append(aligned(Table.ratios(report)));
    }
    return text.toString();
  }

  private static String aligned(List<List<String>> rows) {
    int[] widths =
        IntStream.range(0, rows.get(0).size())
            .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
            .toArray();
    return rows.stream()
        .map(
            row ->
                IntStream.range(0, widths.length)
                    .mapToObj(i -> ("%-" + Math.max(1, widths[i]) + "s").formatted(row.get(i)))
                    .collect(Collectors.joining("  "))
                    .stripTrailing())
        .collect(Collectors.joining("\n", "", "\n"));
  }
}

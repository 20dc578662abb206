package io.blindsum.benchmarks.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A report as rows of text, for the terminal and for the page. */
final class Table {
  private static final List<String> MEASUREMENTS =
      List.of("operation", "who", "bits", "threads", "with", "µs each", "a second", "clock");
  private static final List<String> RATIOS =
      List.of("compared", "bits", "ours, µs", "theirs, µs", "times faster", "goal");

  private Table() {}

  /** Returns the header and one row a measurement. */
  static List<List<String>> measurements(Report report) {
    List<List<String>> rows = new ArrayList<>(List.of(MEASUREMENTS));
    report.measurements().stream()
        .sorted(Comparator.comparingInt(Measurement::bits).thenComparing(Measurement::operation))
        .map(Table::row)
        .forEach(rows::add);
    return rows;
  }

  /** Returns the header and one row a ratio. */
  static List<List<String>> ratios(Report report) {
    List<List<String>> rows = new ArrayList<>(List.of(RATIOS));
    for (Ratio ratio : report.ratios()) {
      rows.add(
          List.of(
              ratio.operation() + " over " + ratio.over(),
              String.valueOf(ratio.bits()),
              microseconds(ratio.ours()),
              microseconds(ratio.theirs()),
              String.format(Locale.ROOT, "%.2f", ratio.times()),
              String.format(Locale.ROOT, "%.2f", ratio.goal())));
    }
    return rows;
  }

  private static List<String> row(Measurement measurement) {
    String with =
        measurement.parameters().entrySet().stream()
            .map(parameter -> parameter.getKey() + " " + parameter.getValue())
            .collect(Collectors.joining(", "));
    return List.of(
        measurement.operation(),
        measurement.subject(),
        String.valueOf(measurement.bits()),
        String.valueOf(measurement.threads()),
        with,
        microseconds(measurement.microseconds()),
        String.format(Locale.ROOT, "%,.0f", measurement.perSecond()),
        measurement.clock());
  }

  private static String microseconds(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.3f" : value < 1000 ? "%.1f" : "%.0f", value);
  }
}

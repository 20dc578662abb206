package io.blindsum.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** Draws what the measurements of a report allow, each plot with the conditions in its title. */
final class Plots {
  private static final String WINDOW = "window";
  private static final String ROWS = "rows";

  private final Report report;
  private final List<Plot> plots = new ArrayList<>();

  private Plots(Report report) {
    this.report = report;
  }

  /** Returns the plots; one that would have nothing to show is left out. */
  static List<Plot> of(Report report) {
    Plots drawn = new Plots(report);
    drawn.throughput();
    drawn.backends();
    drawn.speedUp();
    drawn.threads();
    drawn.table();
    drawn.growth();
    return drawn.plots;
  }

  private void throughput() {
    if (!report.suite().equals("peers")) {
      String subject = report.measurements().get(0).subject();
      bars(
          "throughput",
          "Operations a second on one core, " + subject,
          "a second",
          series(
              m -> isPlain(m) && m.subject().equals(subject),
              m -> m.bits() + " bits",
              Measurement::operation,
              Measurement::perSecond));
    }
  }

  private void backends() {
    int bits = smallestKey();
    bars(
        "backends",
        "Operations a second on one core by backend, %s bits".formatted(bits),
        "a second",
        series(
            m -> isPlain(m) && m.bits() == bits && report.suite().equals("engine"),
            Measurement::subject,
            Measurement::operation,
            Measurement::perSecond));
  }

  private void speedUp() {
    int bits = smallestKey();
    Map<String, Map<String, Double>> times = new LinkedHashMap<>();
    report.ratios().stream()
        .filter(ratio -> ratio.bits() == bits && ratio.isPeer())
        .forEach(
            ratio ->
                times
                    .computeIfAbsent(ratio.operation(), name -> new LinkedHashMap<>())
                    .put(ratio.over(), ratio.times()));
    bars("speedup", "Times faster than the peers, one core, " + bits + " bits", "times", times);
  }

  private void threads() {
    Map<String, Map<Double, Double>> all =
        points(
            m -> m.parameters().isEmpty() || isPlain(m) || m.threads() > 1,
            m -> m.operation() + ", " + m.subject() + ", " + m.bits() + " bits",
            Measurement::threads,
            Measurement::perSecond);
    Map<String, Map<Double, Double>> relative = new LinkedHashMap<>();
    all.forEach(
        (name, values) -> {
          Double one = values.get(1.0);
          if (one != null && values.size() > 1) {
            values.replaceAll((threads, rate) -> rate / one);
            relative.put(name, values);
          }
        });
    lines("threads", "Scaling by threads", "threads", "times one thread", relative, false);
  }

  private void table() {
    lines(
        "table",
        "Fixed-base table: memory against speed, one core",
        "MB",
        "encryptions a second",
        points(
            m -> m.parameters().containsKey(WINDOW) && m.threads() == 1,
            m -> m.subject() + ", " + m.bits() + " bits",
            Plots::tableMegabytes,
            Measurement::perSecond),
        true);
  }

  private void growth() {
    lines(
        "growth",
        "Growth with the cohort, %s bits".formatted(smallestKey()),
        ROWS,
        "seconds",
        points(
            m -> m.parameters().containsKey(ROWS) && m.bits() == smallestKey(),
            m -> m.operation() + ", " + m.threads() + " threads",
            m -> m.parameter(ROWS),
            m -> m.microseconds() * m.parameter(ROWS) / 1e6),
        true);
  }

  /** Tells whether a measurement is an operation as such, without a parameter that is varied. */
  private static boolean isPlain(Measurement m) {
    boolean varied = m.parameters().containsKey(WINDOW) || m.parameters().containsKey(ROWS);
    return m.threads() == 1 && !varied;
  }

  private static double tableMegabytes(Measurement m) {
    int window = m.parameter(WINDOW);
    int positions = (m.bits() / 2 + window - 1) / window;
    double elementBytes = m.bits() / 4.0;
    return positions * elementBytes * (1L << window) / 1e6;
  }

  private int smallestKey() {
    return report.measurements().stream().mapToInt(Measurement::bits).min().orElse(0);
  }

  private Map<String, Map<String, Double>> series(
      Predicate<Measurement> filter,
      Function<Measurement, String> series,
      Function<Measurement, String> category,
      ToDoubleFunction<Measurement> value) {
    Map<String, Map<String, Double>> all = new LinkedHashMap<>();
    report.measurements().stream()
        .filter(filter)
        .forEach(
            m ->
                all.computeIfAbsent(series.apply(m), name -> new LinkedHashMap<>())
                    .put(category.apply(m), value.applyAsDouble(m)));
    return all;
  }

  private Map<String, Map<Double, Double>> points(
      Predicate<Measurement> filter,
      Function<Measurement, String> series,
      ToDoubleFunction<Measurement> x,
      ToDoubleFunction<Measurement> y) {
    Map<String, Map<Double, Double>> all = new LinkedHashMap<>();
    report.measurements().stream()
        .filter(filter)
        .forEach(
            m ->
                all.computeIfAbsent(series.apply(m), name -> new TreeMap<>())
                    .put(x.applyAsDouble(m), y.applyAsDouble(m)));
    return all;
  }

  private void bars(
      String name, String title, String yTitle, Map<String, Map<String, Double>> series) {
    if (!series.isEmpty()) {
      plots.add(new Plot(plotName(name), title, Charts.bars(title, conditions(), yTitle, series)));
    }
  }

  private void lines(
      String name,
      String title,
      String xTitle,
      String yTitle,
      Map<String, Map<Double, Double>> series,
      boolean logarithmic) {
    series.values().removeIf(values -> values.size() < 2);
    if (!series.isEmpty()) {
      plots.add(
          new Plot(
              plotName(name),
              title,
              Charts.lines(title, xTitle + "; " + conditions(), yTitle, series, logarithmic)));
    }
  }

  private String plotName(String name) {
    return report.suite() + "-" + name;
  }

  private String conditions() {
    Conditions conditions = report.conditions();
    return "%s, %s".formatted(conditions.cpu(), conditions.jvm());
  }
}

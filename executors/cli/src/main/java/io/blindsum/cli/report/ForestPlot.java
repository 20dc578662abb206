package io.blindsum.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Means side by side, each with its interval. */
final class ForestPlot {
  private static final int ROW = 24;
  private static final int AXIS = 34;
  private static final int MARK = 4;
  private static final int MARGIN = 6;
  private static final double LABELS_SHARE = 0.3;

  private ForestPlot() {}

  /**
   * Draws the means of a column.
   *
   * @param column its name
   * @param estimates one object a group, with {@code mean}, {@code low} and {@code high} if they
   *     are defined
   */
  static Drawing of(String column, List<Members> estimates) {
    Canvas canvas = new Canvas();
    double labels = MARGIN + labelWidth(estimates);
    double figures = Canvas.width("000.0 (000.0 to 000.0)");
    Scale scale = scale(estimates, labels + 10, Drawing.WIDTH - figures - 10);
    int bottom = estimates.size() * ROW + 6;
    var ticks = scale.ticks(5);
    ticks.forEach(
        tick -> {
          double x = scale.at(tick.doubleValue());
          canvas.line(x, 0, x, bottom, Ink.GRID);
        });
    List<String> words = new ArrayList<>();
    for (int i = 0; i < estimates.size(); i++) {
      Members row = estimates.get(i);
      double y = i * ROW + ROW / 2.0 + 3;
      canvas.text(labels, y + 4, "end", Canvas.fit(row.group(), labels - MARGIN), Ink.TEXT);
      String value = row.has("mean") ? value(row) : "not defined";
      canvas.text(Drawing.WIDTH - figures, y + 4, "start", value, Ink.TEXT);
      words.add(row.group() + ": " + value);
      if (row.has("mean")) {
        mark(canvas, scale, row, y);
      }
    }
    canvas.axisBelow(scale, bottom, ticks);
    return new Drawing(
        "Mean " + column + ", with 95 % confidence intervals",
        String.join("; ", words),
        Drawing.WIDTH,
        bottom + AXIS,
        canvas.markup());
  }

  private static void mark(Canvas canvas, Scale scale, Members row, double y) {
    double low = scale.at(row.number("low"));
    double high = scale.at(row.number("high"));
    double mean = scale.at(row.number("mean"));
    canvas.path(
        "M%s %sH%sM%s %sv%dM%s %sv%d"
            .formatted(
                Canvas.px(low),
                Canvas.px(y),
                Canvas.px(high),
                Canvas.px(low),
                Canvas.px(y - MARK),
                2 * MARK,
                Canvas.px(high),
                Canvas.px(y - MARK),
                2 * MARK),
        Ink.line(0));
    canvas.rectangle(mean - MARK, y - MARK, 2 * MARK, 2 * MARK, Ink.area(0));
  }

  private static String value(Members row) {
    return Numbers.text(row.number("mean"))
        + " ("
        + Numbers.interval(row.number("low"), row.number("high"))
        + ")";
  }

  private static double labelWidth(List<Members> estimates) {
    double widest =
        estimates.stream().map(Members::group).mapToDouble(Canvas::width).max().orElse(0);
    return Math.min(widest, Drawing.WIDTH * LABELS_SHARE);
  }

  private static Scale scale(List<Members> estimates, double from, double to) {
    List<Double> ends =
        estimates.stream()
            .filter(row -> row.has("mean"))
            .flatMap(row -> List.of(row.number("low"), row.number("high")).stream())
            .collect(Collectors.toList());
    double low = ends.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    double high = ends.stream().mapToDouble(Double::doubleValue).max().orElse(1);
    double margin = (high - low) / 20;
    return Scale.over(low - margin, high + margin, from, to);
  }
}

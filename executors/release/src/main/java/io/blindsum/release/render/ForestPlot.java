package io.blindsum.release.render;

import io.blindsum.release.page.Canvas;
import io.blindsum.release.page.Drawing;
import io.blindsum.release.page.Ink;
import io.blindsum.release.page.Numbers;
import io.blindsum.release.page.Scale;
import io.blindsum.release.result.Column;
import io.blindsum.release.result.Columns;
import io.blindsum.release.result.Estimates;
import io.blindsum.release.result.Figure;
import io.blindsum.release.result.Row;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** Estimates side by side, each with its interval. */
final class ForestPlot {
  private static final int ROW = 24;
  private static final int AXIS = 34;
  private static final int MARK = 4;
  private static final int MARGIN = 6;
  private static final int LEAST_PLOT = 140;
  private static final double LABELS_SHARE = 0.3;

  private final List<Row> rows;
  private final double labels;
  private final double figures;
  private final int width;
  private final Canvas canvas;
  private final Scale scale;

  private ForestPlot(Estimates estimates) {
    rows = estimates.rows();
    double widestLabel = widest(rows.stream().map(row -> row.key().text()).toList());
    labels = MARGIN + Math.min(widestLabel, Drawing.WIDTH * LABELS_SHARE);
    figures = MARGIN + widest(rows.stream().map(ForestPlot::value).toList());
    width = (int) Math.max(Drawing.WIDTH, labels + LEAST_PLOT + figures);
    canvas = new Canvas(width);
    scale = scale(labels + 10, width - figures - 10);
  }

  /**
   * Draws the means of a column.
   *
   * @param estimates with a mean and an interval in each row where they are shown and defined
   */
  static Drawing of(Estimates estimates) {
    return new ForestPlot(estimates).draw(estimates.asked().arguments());
  }

  private Drawing draw(String column) {
    int bottom = rows.size() * ROW + 6;
    List<BigDecimal> ticks = scale.ticks(5);
    for (BigDecimal tick : ticks) {
      double x = scale.at(tick.doubleValue());
      canvas.line(x, 0, x, bottom, Ink.GRID);
    }
    List<String> words = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      double y = i * ROW + ROW / 2.0 + 3;
      String label = row.key().text();
      canvas.text(labels, y + 4, "end", Canvas.fit(label, labels - MARGIN), Ink.TEXT);
      canvas.text(width - figures, y + 4, "start", value(row), Ink.TEXT);
      words.add(label + ": " + value(row));
      if (isDrawn(row)) {
        mark(row, y);
      }
    }
    canvas.axisBelow(scale, bottom, ticks);
    return new Drawing(
        "Mean " + column + ", with 95 % confidence intervals",
        String.join("; ", words),
        width,
        bottom + AXIS,
        canvas.markup());
  }

  private void mark(Row row, double y) {
    double low = scale.at(number(row, Columns.LOW));
    double high = scale.at(number(row, Columns.HIGH));
    double mean = scale.at(number(row, Columns.MEAN));
    canvas.path(
        "M%s %sH%sM%s %sv%sM%s %sv%s"
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

  /** Tells whether there is an estimate to draw. */
  static boolean isDrawn(Row row) {
    return Double.isFinite(number(row, Columns.MEAN));
  }

  private static String value(Row row) {
    if (row.isHidden()) {
      return row.figures().get(0).mark();
    }
    if (isDrawn(row)) {
      return Numbers.text(number(row, Columns.MEAN))
          + " ("
          + Numbers.interval(number(row, Columns.LOW), number(row, Columns.HIGH))
          + ")";
    }
    return Grid.figure(row, Columns.MEAN)
        .filter(Figure::isHidden)
        .map(Figure::mark)
        .orElse("not defined");
  }

  private static double number(Row row, Column column) {
    return Grid.figure(row, column).map(Figure::number).orElse(Double.NaN);
  }

  private static double widest(List<String> texts) {
    return texts.stream().mapToDouble(Canvas::width).max().orElse(0);
  }

  private Scale scale(double from, double to) {
    double[] ends =
        rows.stream()
            .filter(ForestPlot::isDrawn)
            .flatMapToDouble(
                row -> DoubleStream.of(number(row, Columns.LOW), number(row, Columns.HIGH)))
            .toArray();
    double low = DoubleStream.of(ends).min().orElse(0);
    double high = DoubleStream.of(ends).max().orElse(1);
    double margin = (high - low) / 20;
    return Scale.over(low - margin, high + margin, from, to);
  }
}

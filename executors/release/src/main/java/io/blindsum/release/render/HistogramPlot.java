package io.blindsum.release.render;

import io.blindsum.release.page.Canvas;
import io.blindsum.release.page.Drawing;
import io.blindsum.release.page.Ink;
import io.blindsum.release.page.Scale;
import io.blindsum.release.result.Histogram;
import io.blindsum.release.result.Histogram.Bin;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Histograms of groups below one another, each to its own height; a hidden bin is named. */
final class HistogramPlot {
  private static final int TITLE = 22;
  private static final int BARS = 110;
  private static final int PANEL = TITLE + BARS + 14;
  private static final int AXIS = 24;
  private static final int TICKS = 3;

  private final Canvas canvas = new Canvas(Drawing.WIDTH);
  private final List<Histogram> histograms;
  private final double left;
  private final Scale values;

  private HistogramPlot(List<Histogram> histograms) {
    this.histograms = histograms;
    List<BigDecimal> counts = new ArrayList<>();
    histograms.forEach(histogram -> counts.addAll(counts(histogram, 0).ticks(TICKS)));
    left = Canvas.roomLeft(counts);
    List<Bin> bins = histograms.get(0).bins();
    values =
        Scale.over(
            bins.get(0).from().doubleValue(),
            bins.get(bins.size() - 1).below().doubleValue(),
            left,
            Drawing.WIDTH - 20.0);
  }

  /**
   * Draws the bins of each group.
   *
   * @param histograms one for each group, all with the same bins; at least one
   */
  static Drawing of(List<Histogram> histograms) {
    return new HistogramPlot(histograms).draw();
  }

  private Drawing draw() {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < histograms.size(); i++) {
      Histogram histogram = histograms.get(i);
      panel(histogram, i * PANEL);
      words.add(histogram.of().text() + ": " + Words.of(histogram.n()) + " values");
    }
    int bottom = histograms.size() * PANEL - 14;
    canvas.axisBelow(values, bottom, values.ticks(8));
    return new Drawing(
        "Histogram " + histograms.get(0).asked(),
        String.join("; ", words),
        Drawing.WIDTH,
        bottom + AXIS,
        canvas.markup());
  }

  private static Scale counts(Histogram histogram, int top) {
    double most =
        histogram.bins().stream()
            .mapToDouble(bin -> bin.n().number())
            .filter(Double::isFinite)
            .max()
            .orElse(0);
    return Scale.over(0, Math.max(1, most), (double) top + TITLE + BARS, (double) top + TITLE);
  }

  private void panel(Histogram histogram, int top) {
    double bottom = (double) top + TITLE + BARS;
    Scale counts = counts(histogram, top);
    String title = histogram.of().text() + ", n = " + Words.of(histogram.n());
    canvas.text(left, top + 13.0, "start", title, Ink.TEXT);
    canvas.axisLeft(counts, left, values.to(), counts.ticks(TICKS));
    for (Bin bin : histogram.bins()) {
      bar(bin, counts, bottom);
    }
    canvas.line(left, bottom, values.to(), bottom, Ink.AXIS);
  }

  private void bar(Bin bin, Scale counts, double bottom) {
    double from = values.at(bin.from().doubleValue());
    double to = values.at(bin.below().doubleValue());
    String mark = bin.n().mark();
    if (mark.isEmpty()) {
      double top = counts.at(bin.n().number());
      canvas.rectangle(from + 0.5, top, to - from - 1, bottom - top, Ink.area(0));
    } else if (Canvas.width(mark) < to - from) {
      canvas.text((from + to) / 2, bottom - 4, "middle", mark, Ink.FAINT);
    } else {
      canvas.upwards((from + to) / 2 + 4, bottom - 4, mark, Ink.FAINT);
    }
  }
}

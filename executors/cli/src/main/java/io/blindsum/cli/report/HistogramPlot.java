package io.blindsum.cli.report;

import java.util.ArrayList;
import java.util.List;

/** Histograms of groups below one another, each to its own height; a hidden bin is named. */
final class HistogramPlot {
  private static final int LEFT = 66;
  private static final int TITLE = 22;
  private static final int BARS = 110;
  private static final int PANEL = TITLE + BARS + 14;
  private static final int AXIS = 24;
  private static final int TICKS = 3;

  private final Canvas canvas = new Canvas();
  private final Scale values;

  private HistogramPlot(List<Members> bins) {
    values =
        Scale.over(
            Double.parseDouble(bins.get(0).text("from")),
            Double.parseDouble(bins.get(bins.size() - 1).text("below")),
            LEFT,
            Drawing.WIDTH - 20.0);
  }

  /**
   * Draws the bins of each group.
   *
   * @param histograms one object a group with {@code bins}, each with {@code from}, {@code below}
   *     and {@code n}; at least one
   */
  static Drawing of(String statistic, List<Members> histograms) {
    HistogramPlot plot = new HistogramPlot(histograms.get(0).list("bins"));
    List<String> words = new ArrayList<>();
    for (int i = 0; i < histograms.size(); i++) {
      Members histogram = histograms.get(i);
      plot.panel(histogram, i * PANEL);
      words.add(histogram.group() + ": " + Numbers.text(histogram.value("n")) + " values");
    }
    int bottom = histograms.size() * PANEL - 14;
    plot.canvas.axisBelow(plot.values, bottom, plot.values.ticks(8));
    return new Drawing(
        "Histogram " + statistic,
        String.join("; ", words),
        Drawing.WIDTH,
        bottom + AXIS,
        plot.canvas.markup());
  }

  private void panel(Members histogram, int top) {
    List<Members> bins = histogram.list("bins");
    double bottom = (double) top + TITLE + BARS;
    double most = bins.stream().mapToDouble(HistogramPlot::shown).max().orElse(0);
    Scale counts = Scale.over(0, Math.max(1, most), bottom, (double) top + TITLE);
    canvas.text(
        LEFT,
        top + 13.0,
        "start",
        histogram.group() + ", n = " + Numbers.text(histogram.value("n")),
        Ink.TEXT);
    canvas.axisLeft(counts, LEFT, values.to(), counts.ticks(TICKS));
    for (Members bin : bins) {
      bar(bin, counts, bottom);
    }
    canvas.line(LEFT, bottom, values.to(), bottom, Ink.AXIS);
  }

  private void bar(Members bin, Scale counts, double bottom) {
    double left = values.at(Double.parseDouble(bin.text("from")));
    double right = values.at(Double.parseDouble(bin.text("below")));
    if (bin.value("n") instanceof Number n) {
      double top = counts.at(n.doubleValue());
      canvas.rectangle(left + 0.5, top, right - left - 1, bottom - top, Ink.area(0));
    } else {
      String name = bin.text("n");
      if (Canvas.width(name) < right - left) {
        canvas.text((left + right) / 2, bottom - 4, "middle", name, Ink.FAINT);
      } else {
        canvas.upwards((left + right) / 2 + 4, bottom - 4, name, Ink.FAINT);
      }
    }
  }

  private static double shown(Members bin) {
    return bin.value("n") instanceof Number n ? n.doubleValue() : 0;
  }
}

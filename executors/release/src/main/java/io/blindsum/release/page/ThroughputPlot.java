package io.blindsum.release.page;

import java.util.List;
import java.util.stream.IntStream;

/** Draws how many rows a second each kind of work went through, over the time of a run. */
final class ThroughputPlot {
  private static final int KEY = 24;
  private static final int HEIGHT = 110;
  private static final int AXIS = 40;
  private static final int BINS = 30;
  private static final int TICKS = 4;

  private final Canvas canvas = new Canvas(Drawing.WIDTH);
  private final Timeline timeline;
  private final List<String> kinds;
  private final double left;
  private final Scale seconds;
  private final double[][] rates;
  private final Scale rows;

  private ThroughputPlot(Timeline timeline) {
    this.timeline = timeline;
    List<Timeline.Bar> bars = timeline.bars();
    kinds = bars.stream().filter(b -> b.rows() > 0).map(Timeline.Bar::kind).distinct().toList();
    double end = bars.stream().mapToDouble(Timeline.Bar::to).max().orElse(1);
    rates = kinds.stream().map(kind -> rates(kind, end / BINS)).toArray(double[][]::new);
    double most = IntStream.range(0, kinds.size()).mapToDouble(this::most).max().orElse(0);
    rows = Scale.over(0, Math.max(1, most), KEY + (double) HEIGHT, KEY);
    left = Canvas.roomLeft(rows.ticks(TICKS));
    seconds = Scale.over(0, end, left, Drawing.WIDTH - 12.0);
  }

  static Drawing of(Timeline timeline) {
    return new ThroughputPlot(timeline).draw();
  }

  private Drawing draw() {
    int bottom = KEY + HEIGHT;
    canvas.axisLeft(rows, left, seconds.to(), rows.ticks(TICKS));
    double x = left;
    for (int i = 0; i < kinds.size(); i++) {
      canvas.line(x, 9, x + 24, 9, look(i));
      canvas.text(x + 29, 13, "start", kinds.get(i), Ink.FAINT);
      x += 44 + Canvas.width(kinds.get(i));
      canvas.path(steps(rates[i]), look(i));
    }
    canvas.axisBelow(seconds, bottom, seconds.ticks(8));
    canvas.text(4, bottom + 18.0, "start", "seconds", Ink.FAINT);
    return new Drawing("Patients a second", words(), Drawing.WIDTH, bottom + AXIS, canvas.markup());
  }

  /** Returns the rows a second of each bin; those of a piece of work are spread over its time. */
  private double[] rates(String kind, double width) {
    double[] bins = new double[BINS];
    for (Timeline.Bar bar : timeline.bars()) {
      double length = bar.to() - bar.from();
      for (int i = 0; i < BINS && bar.kind().equals(kind); i++) {
        double overlap = Math.min(bar.to(), (i + 1) * width) - Math.max(bar.from(), i * width);
        if (overlap > 0) {
          bins[i] += bar.rows() * (overlap / length) / width;
        }
      }
    }
    return bins;
  }

  /** Returns the look of a kind of work, which has the colour that it has in the timeline. */
  private Ink look(int kind) {
    List<String> all = timeline.bars().stream().map(Timeline.Bar::kind).distinct().toList();
    return Ink.line(all.indexOf(kinds.get(kind)));
  }

  private double most(int kind) {
    return IntStream.range(0, BINS).mapToDouble(i -> rates[kind][i]).max().orElse(0);
  }

  private String steps(double[] bins) {
    StringBuilder path = new StringBuilder();
    path.append('M').append(Canvas.px(seconds.from())).append(' ').append(Canvas.px(rows.at(0)));
    for (int i = 0; i < BINS; i++) {
      path.append('V').append(Canvas.px(rows.at(bins[i])));
      path.append('H').append(Canvas.px(seconds.at(seconds.high() * (i + 1) / BINS)));
    }
    return path.toString();
  }

  private String words() {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < kinds.size(); i++) {
      String most = Numbers.text(most(i));
      words.append("%s: at most %s patients a second. ".formatted(kinds.get(i), most));
    }
    return words.toString().strip();
  }
}

package io.blindsum.cli.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Survival curves of groups, and below them how many were at risk at each time. */
final class SurvivalPlot {
  private static final int CURVES = 260;
  private static final int TOP = 10;
  private static final int AXIS = 46;
  private static final int SAMPLE = 34;
  private static final int AT_RISK = 58;

  private final Canvas canvas = new Canvas();
  private final List<Members> curves;
  private final Scale times;
  private final Scale survival = new Scale(0, 1, TOP + CURVES, TOP);

  private SurvivalPlot(List<Members> curves, double left) {
    this.curves = curves;
    double last =
        curves.stream()
            .flatMap(curve -> curve.list("steps").stream())
            .mapToDouble(step -> step.number("time"))
            .max()
            .orElse(1);
    times = Scale.over(0, Math.max(1, last), left, Drawing.WIDTH - 24.0);
  }

  /**
   * Draws the curves.
   *
   * @param curves one object a group with {@code steps}, each with {@code time}, {@code at_risk}
   *     and {@code survival}; at least one
   */
  static Drawing of(String statistic, List<Members> curves) {
    double widest = curves.stream().map(Members::group).mapToDouble(Canvas::width).max().orElse(0);
    double left = Math.min(Math.max(60, SAMPLE + 40 + widest), Drawing.WIDTH / 2.6);
    SurvivalPlot plot = new SurvivalPlot(curves, left);
    List<BigDecimal> ticks =
        plot.times.ticks((int) ((plot.times.to() - left) / AT_RISK)).stream()
            .filter(tick -> tick.scale() <= 0)
            .toList();
    plot.axes(ticks);
    List<String> words = new ArrayList<>();
    for (int i = 0; i < curves.size(); i++) {
      plot.curve(i);
      plot.atRisk(i, left, ticks);
      words.add(
          curves.get(i).group() + ": " + Numbers.text(curves.get(i).value("n")) + " at the start");
    }
    return new Drawing(
        "Survival " + statistic,
        String.join("; ", words),
        Drawing.WIDTH,
        TOP + CURVES + AXIS + (curves.size() + 1) * Canvas.LINE,
        plot.canvas.markup());
  }

  private void axes(List<BigDecimal> ticks) {
    canvas.axisLeft(survival, times.from(), times.to(), survival.ticks(5));
    canvas.axisBelow(times, survival.from(), ticks);
    canvas.text(8, survival.from() + AXIS, "start", "At risk", Ink.FAINT);
  }

  /** Draws the steps, to where they are shown. */
  private void curve(int index) {
    StringBuilder path = new StringBuilder();
    path.append('M').append(Canvas.px(times.at(0))).append(' ').append(Canvas.px(survival.at(1)));
    for (Members step : curves.get(index).list("steps")) {
      path.append('H').append(Canvas.px(times.at(step.number("time"))));
      path.append('V').append(Canvas.px(survival.at(step.number("survival"))));
    }
    canvas.path(path.toString(), Ink.line(index));
  }

  /** Writes one line below the axis; it is also the legend. */
  private void atRisk(int index, double left, List<BigDecimal> ticks) {
    Members curve = curves.get(index);
    double y = survival.from() + AXIS + (index + 1) * Canvas.LINE;
    canvas.line(8, y - 4, 8.0 + SAMPLE, y - 4, Ink.line(index));
    double name = SAMPLE + 14.0;
    canvas.text(name, y, "start", Canvas.fit(curve.group(), left - name - 22), Ink.TEXT);
    for (BigDecimal tick : ticks) {
      canvas.text(
          times.at(tick.doubleValue()), y, "middle", atRisk(curve, tick.intValue()), Ink.TEXT);
    }
  }

  /** Returns how many were followed up to a time; nothing where no step says so any more. */
  static String atRisk(Members curve, int time) {
    return curve.list("steps").stream()
        .filter(step -> step.number("time") >= time)
        .findFirst()
        .map(step -> Numbers.text(step.value("at_risk")))
        .orElse("");
  }
}

package io.blindsum.release.render;

import io.blindsum.release.page.Canvas;
import io.blindsum.release.page.Drawing;
import io.blindsum.release.page.Ink;
import io.blindsum.release.page.Scale;
import io.blindsum.release.result.Survival;
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

  private final Canvas canvas = new Canvas(Drawing.WIDTH);
  private final List<Survival> curves;
  private final Scale times;
  private final Scale survival = new Scale(0, 1, TOP + CURVES, TOP);

  private SurvivalPlot(List<Survival> curves) {
    this.curves = curves;
    double widest =
        curves.stream().map(curve -> curve.of().text()).mapToDouble(Canvas::width).max().orElse(0);
    double left = Math.min(Math.max(60, SAMPLE + 40 + widest), Drawing.WIDTH / 2.6);
    double last =
        curves.stream()
            .flatMap(curve -> curve.steps().stream())
            .mapToDouble(Survival.Step::time)
            .max()
            .orElse(1);
    times = Scale.over(0, Math.max(1, last), left, Drawing.WIDTH - 24.0);
  }

  /**
   * Draws the curves.
   *
   * @param curves one for each group; at least one
   */
  static Drawing of(List<Survival> curves) {
    return new SurvivalPlot(curves).draw();
  }

  private Drawing draw() {
    int ticksThatFit = (int) ((times.to() - times.from()) / Math.max(AT_RISK, widestCount()));
    List<BigDecimal> ticks =
        times.ticks(Math.max(1, ticksThatFit)).stream().filter(tick -> tick.scale() <= 0).toList();
    canvas.axisLeft(survival, times.from(), times.to(), survival.ticks(5));
    canvas.axisBelow(times, survival.from(), ticks);
    canvas.text(8, survival.from() + AXIS, "start", "At risk", Ink.FAINT);
    List<String> words = new ArrayList<>();
    for (int i = 0; i < curves.size(); i++) {
      curve(i);
      atRisk(i, ticks);
      Survival curve = curves.get(i);
      words.add(curve.of().text() + ": " + Words.of(curve.n()) + " at the start");
    }
    return new Drawing(
        "Survival " + curves.get(0).asked(),
        String.join("; ", words),
        Drawing.WIDTH,
        TOP + CURVES + AXIS + (curves.size() + 1) * Canvas.LINE,
        canvas.markup());
  }

  private double widestCount() {
    return 12
        + curves.stream()
            .map(curve -> Words.of(curve.n()))
            .mapToDouble(Canvas::width)
            .max()
            .orElse(0);
  }

  /** Draws the steps, to where they are shown. */
  private void curve(int index) {
    StringBuilder path = new StringBuilder();
    path.append('M').append(Canvas.px(times.at(0))).append(' ').append(Canvas.px(survival.at(1)));
    for (Survival.Step step : curves.get(index).steps()) {
      path.append('H').append(Canvas.px(times.at(step.time())));
      path.append('V').append(Canvas.px(survival.at(step.survival().number())));
    }
    canvas.path(path.toString(), Ink.line(index));
  }

  /** Writes one line below the axis; it is also the legend. */
  private void atRisk(int index, List<BigDecimal> ticks) {
    Survival curve = curves.get(index);
    double y = survival.from() + AXIS + (index + 1) * Canvas.LINE;
    canvas.line(8, y - 4, 8.0 + SAMPLE, y - 4, Ink.line(index));
    double name = SAMPLE + 14.0;
    double room = times.from() - name - 22;
    canvas.text(name, y, "start", Canvas.fit(curve.of().text(), room), Ink.TEXT);
    for (BigDecimal tick : ticks) {
      String count = Words.of(curve.atRisk(tick.intValue()));
      canvas.text(times.at(tick.doubleValue()), y, "middle", count, Ink.TEXT);
    }
  }
}

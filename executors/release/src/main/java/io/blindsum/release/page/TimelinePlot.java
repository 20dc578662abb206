package io.blindsum.release.page;

import java.util.List;

/** Draws who did what when: a lane for each, and a bar for each piece of work. */
final class TimelinePlot {
  private static final int LANE = 40;
  private static final int BAR = 22;
  private static final int AXIS = 40;
  private static final int KEY = 24;

  private final Canvas canvas = new Canvas(Drawing.WIDTH);
  private final Timeline timeline;
  private final List<String> lanes;
  private final List<String> kinds;
  private final Scale seconds;

  private TimelinePlot(Timeline timeline) {
    this.timeline = timeline;
    lanes = timeline.bars().stream().map(Timeline.Bar::lane).distinct().sorted().toList();
    kinds = timeline.bars().stream().map(Timeline.Bar::kind).distinct().toList();
    double left = lanes.stream().mapToDouble(Canvas::width).max().orElse(0) + 16;
    double end = timeline.bars().stream().mapToDouble(Timeline.Bar::to).max().orElse(1);
    seconds = Scale.over(0, end, left, Drawing.WIDTH - 12.0);
  }

  static Drawing of(Timeline timeline) {
    return new TimelinePlot(timeline).draw();
  }

  private Drawing draw() {
    int bottom = KEY + lanes.size() * LANE;
    key();
    var ticks = seconds.ticks(8);
    ticks.forEach(
        tick -> {
          double x = seconds.at(tick.doubleValue());
          canvas.line(x, KEY, x, bottom, Ink.GRID);
        });
    lanes.forEach(lane -> canvas.text(4, middle(lane) + 4, "start", lane, Ink.TEXT));
    timeline.bars().forEach(this::bar);
    timeline.marks().forEach(this::mark);
    canvas.axisBelow(seconds, bottom, ticks);
    canvas.text(4, bottom + 18.0, "start", "seconds", Ink.FAINT);
    return new Drawing(timeline.title(), words(), Drawing.WIDTH, bottom + AXIS, canvas.markup());
  }

  /** Names the kinds above the lanes, each beside a bar of its look. */
  private void key() {
    double x = seconds.from();
    for (int i = 0; i < kinds.size(); i++) {
      canvas.rectangle(x, 4, 16, 10, Ink.area(i));
      canvas.text(x + 21, 13, "start", kinds.get(i), Ink.FAINT);
      x += 36 + Canvas.width(kinds.get(i));
    }
  }

  /** Draws a bar; its kind is told by the colour, and by the height. */
  private void bar(Timeline.Bar bar) {
    int kind = kinds.indexOf(bar.kind());
    double left = seconds.at(bar.from());
    double width = Math.max(1, seconds.at(bar.to()) - left);
    double height = BAR - 4.0 * kind;
    canvas.rectangle(left, middle(bar.lane()) - height / 2, width, height, Ink.area(kind));
  }

  private void mark(Timeline.Mark mark) {
    double x = seconds.at(mark.at());
    double y = middle(mark.lane());
    canvas.line(x, y - LANE / 2.0 + 2, x, y + LANE / 2.0 - 2, Ink.line(5));
    boolean right = x > (seconds.from() + seconds.to()) / 2;
    double place = right ? x - 5 : x + 5;
    canvas.text(place, y + LANE / 2.0 + 3, right ? "end" : "start", mark.text(), Ink.TEXT);
  }

  private double middle(String lane) {
    return KEY + lanes.indexOf(lane) * LANE + LANE / 2.0 - 5;
  }

  private String words() {
    StringBuilder words = new StringBuilder();
    for (String lane : lanes) {
      List<Timeline.Bar> bars =
          timeline.bars().stream().filter(bar -> bar.lane().equals(lane)).toList();
      double busy = bars.stream().mapToDouble(bar -> bar.to() - bar.from()).sum();
      words.append(
          "%s: %s pieces of work, %s s. ".formatted(lane, bars.size(), Numbers.text(busy)));
    }
    timeline.marks().forEach(mark -> words.append(mark.lane()).append(": ").append(mark.text()));
    return words.toString().strip();
  }
}

package io.blindsum.release.page;

/**
 * Pictures of who did what when, and how fast.
 *
 * @param heading above them
 * @param timeline what went on
 */
public record TimelineSection(String heading, Timeline timeline) implements Section {
  @Override
  public void write(Writing page) {
    page.heading(heading);
    page.draw(TimelinePlot.of(timeline));
    page.draw(ThroughputPlot.of(timeline));
  }
}

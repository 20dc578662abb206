package io.blindsum.release.rule;

import io.blindsum.frame.ReleaseRule;
import io.blindsum.stats.SurvivalCount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The times at which a survival curve is shown: a step ends where the events since the last one are
 * none or at least the least count, and the people censored as well, and the same holds for all
 * that comes later. (OpenSAFELY's rounded curves go down in steps of as many events.)
 *
 * @param steps in the order of time
 * @param rest those whose follow-up ends after the last step
 */
public record Steps(List<Step> steps, Step rest) {
  /** Keeps the steps. */
  public Steps {
    steps = List.copyOf(steps);
  }

  /**
   * The people whose follow-up ended since the last step.
   *
   * @param from the first time that belongs to it
   * @param to its last time, at which it is shown
   * @param events in this time
   * @param censored in this time
   */
  public record Step(int from, int to, long events, long censored) {
    private Step and(SurvivalCount count) {
      return new Step(from, count.time(), events + count.events(), censored + count.censored());
    }

    private Step and(Step later) {
      return new Step(from, later.to, events + later.events, censored + later.censored);
    }

    private Step next() {
      return new Step(to + 1, to, 0, 0);
    }

    private boolean isShown(ReleaseRule rule) {
      return isShown(events, rule) && isShown(censored, rule) && events + censored > 0;
    }

    private boolean isOver(ReleaseRule rule) {
      return events + censored == 0 || (isShown(events, rule) && isShown(censored, rule));
    }

    private static boolean isShown(long count, ReleaseRule rule) {
      return count == 0 ? !rule.hideZeros() : count >= rule.minCell();
    }
  }

  /** Divides time so that nobody's own time is shown. */
  public static Steps of(List<SurvivalCount> counts, ReleaseRule rule) {
    List<Step> steps = new ArrayList<>();
    List<SurvivalCount> sorted =
        counts.stream().sorted(Comparator.comparingInt(SurvivalCount::time)).toList();
    Step open = new Step(0, 0, 0, 0);
    for (SurvivalCount count : sorted) {
      open = open.and(count);
      if (open.isShown(rule)) {
        steps.add(open);
        open = open.next();
      }
    }
    while (!open.isOver(rule) && !steps.isEmpty()) {
      open = steps.remove(steps.size() - 1).and(open);
    }
    if (open.isShown(rule)) {
      steps.add(open);
      open = open.next();
    }
    return new Steps(steps, open);
  }
}

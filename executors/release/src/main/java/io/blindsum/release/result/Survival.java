package io.blindsum.release.result;

import java.util.List;
import java.util.Optional;

/**
 * A survival curve.
 *
 * @param asked what it was asked for as
 * @param of the group
 * @param n people at the start
 * @param median the first time with a survival of at most one half
 * @param steps in the order of time, to where they may be shown
 * @param end how many are at risk after the last of these steps
 */
public record Survival(Asked asked, Group of, Figure n, Figure median, List<Step> steps, Figure end)
    implements Result {
  /**
   * The people whose follow-up ended at one time.
   *
   * @param time when
   * @param atRisk people followed up to this time
   * @param survival after it
   * @param figures all of the step, these two among them
   */
  public record Step(int time, Figure atRisk, Figure survival, List<Figure> figures) {
    /** Keeps the figures. */
    public Step {
      figures = List.copyOf(figures);
    }

    private Row row() {
      Key key = new Key.Labels(List.of(new Key.Label("time", String.valueOf(time), true)));
      return Row.of(key, figures);
    }
  }

  /** Keeps the steps. */
  public Survival {
    steps = List.copyOf(steps);
  }

  /** Returns how many were at risk right before a time. */
  public Figure atRisk(int time) {
    return steps.stream()
        .filter(step -> step.time() >= time)
        .map(Step::atRisk)
        .findFirst()
        .orElse(end);
  }

  @Override
  public Optional<Group> group() {
    return Optional.of(of);
  }

  @Override
  public List<Member> members() {
    return List.of(
        n, median, new Member.Rows("steps", "Steps", steps.stream().map(Step::row).toList()));
  }
}

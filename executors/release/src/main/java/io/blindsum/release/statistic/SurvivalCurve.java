package io.blindsum.release.statistic;

import io.blindsum.layout.StatisticTotals;
import io.blindsum.question.SurvivalSpec;
import io.blindsum.release.result.Column;
import io.blindsum.release.result.Columns;
import io.blindsum.release.result.Figure;
import io.blindsum.release.result.Format;
import io.blindsum.release.result.Result;
import io.blindsum.release.result.Survival;
import io.blindsum.release.result.Unit;
import io.blindsum.release.rule.Release;
import io.blindsum.release.rule.Steps;
import io.blindsum.stats.Interval;
import io.blindsum.stats.KaplanMeier;
import io.blindsum.stats.SurvivalCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** How many survive each time. */
final class SurvivalCurve implements GroupStatistic {
  private static final Column MEDIAN = new Column("median", "Median", Unit.TIME, Format.WHOLE);
  private static final Column AT_RISK = new Column("at_risk", "At risk", Unit.PEOPLE, Format.WHOLE);
  private static final Column EVENTS = new Column("events", "Events", Unit.PEOPLE, Format.WHOLE);
  private static final Column CENSORED =
      new Column("censored", "Censored", Unit.PEOPLE, Format.WHOLE);
  private static final Column SURVIVAL = new Column("survival", "Survival", Unit.NONE, Format.REAL);

  private static final Declaration DECLARATION =
      new Declaration(
          "km",
          "km(TIME,EVENT)",
          "Survival",
          "one count for each time, with and without the event",
          "Π(1−d/n); error of Greenwood; interval log(−log)",
          "Kaplan, Meier 1958; Kalbfleisch, Prentice 1980",
          List.of(AT_RISK, EVENTS, CENSORED, SURVIVAL, Columns.SE, Columns.LOW, Columns.HIGH));

  @Override
  public Declaration declaration() {
    return DECLARATION;
  }

  @Override
  public Optional<Result> of(StatisticTotals totals, InGroup group) {
    return totals instanceof StatisticTotals.Cells cells
            && cells.spec() instanceof SurvivalSpec spec
        ? Optional.of(new Curve(spec, cells, group).result())
        : Optional.empty();
  }

  /** Where rounded counts have nobody yet whose follow-up ended. */
  private static final KaplanMeier.Step NOBODY_YET =
      new KaplanMeier.Step(0, 0, 0, 0, 1, 0, Optional.of(new Interval(1, 1)));

  /** One curve as it is made: its steps are as many people together as may be shown. */
  private static final class Curve {
    private final StatisticTotals.Cells totals;
    private final InGroup group;
    private final KaplanMeier exact;
    private final Steps steps;
    private final boolean hidesTimes;
    private final List<Release> atRisk;
    private final List<Release> events;
    private final List<Release> censored;

    Curve(SurvivalSpec spec, StatisticTotals.Cells totals, InGroup group) {
      this.totals = totals;
      this.group = group;
      List<SurvivalCount> ends = spec.ends(totals.counts());
      exact = KaplanMeier.of(ends);
      steps = group.gate().steps(group.index(), spec);
      hidesTimes = group.gate().hidesTimes(group.index(), spec);
      String of = spec.toString();
      int size = steps.steps().size();
      atRisk = group.gate().atRisk(group.index(), of, size);
      events = group.gate().events(group.index(), of, size);
      censored = group.gate().censored(group.index(), of, size);
    }

    Result result() {
      List<Survival.Step> shown = new ArrayList<>();
      long left =
          steps.rest().events()
              + steps.rest().censored()
              + steps.steps().stream().mapToLong(step -> step.events() + step.censored()).sum();
      boolean hidden = hidesTimes;
      for (int i = 0; i < steps.steps().size(); i++) {
        Steps.Step step = steps.steps().get(i);
        hidden |= hides(i);
        shown.add(step(i, left, hidden));
        left -= step.events() + step.censored();
      }
      Figure end = count(AT_RISK, left, atRisk.get(steps.steps().size()));
      return new Survival(
          InGroup.asked(totals), group.group(), group.n(totals), median(hidden), shown, end);
    }

    private boolean hides(int step) {
      return atRisk.get(step) != Release.SHOWN
          || events.get(step) != Release.SHOWN
          || censored.get(step) != Release.SHOWN;
    }

    private Figure count(Column column, long count, Release release) {
      return group.gate().count(column, count, release);
    }

    /** Returns the exact median if the curve goes down there. */
    private Figure median(boolean hidden) {
      OptionalInt median = exact.median();
      boolean ends = steps.rest().events() + steps.rest().censored() == 0;
      if (median.isEmpty() && ends) {
        return Figure.undefined(MEDIAN);
      }
      return !hidden
              && median.isPresent()
              && steps.steps().stream().anyMatch(step -> step.to() == median.getAsInt())
          ? Figure.shown(MEDIAN, median.getAsInt())
          : group.gate().derived(MEDIAN);
    }

    private Survival.Step step(int index, long left, boolean hidden) {
      Steps.Step step = steps.steps().get(index);
      KaplanMeier.Step last = last(step.to());
      List<Figure> figures = new ArrayList<>();
      figures.add(count(AT_RISK, left, atRisk.get(index)));
      figures.add(count(EVENTS, step.events(), events.get(index)));
      figures.add(count(CENSORED, step.censored(), censored.get(index)));
      figures.add(estimate(SURVIVAL, Optional.of(last.survival()), hidden));
      figures.add(estimate(Columns.SE, Optional.of(last.standardError()), hidden));
      figures.add(estimate(Columns.LOW, last.interval().map(Interval::low), hidden));
      figures.add(estimate(Columns.HIGH, last.interval().map(Interval::high), hidden));
      return new Survival.Step(step.to(), figures.get(0), figures.get(3), figures);
    }

    private KaplanMeier.Step last(int time) {
      return exact.steps().stream()
          .filter(step -> step.time() <= time)
          .reduce((first, second) -> second)
          .orElse(NOBODY_YET);
    }

    private Figure estimate(Column column, Optional<Double> number, boolean hidden) {
      if (hidden) {
        return group.gate().derived(column);
      }
      return number.map(value -> Figure.shown(column, value)).orElse(Figure.undefined(column));
    }
  }
}

package io.blindsum.release.statistic;

import io.blindsum.layout.StatisticTotals;
import io.blindsum.question.SurvivalSpec;
import io.blindsum.release.result.Cell;
import io.blindsum.release.result.Column;
import io.blindsum.release.result.Columns;
import io.blindsum.release.result.Figure;
import io.blindsum.release.result.Format;
import io.blindsum.release.result.Origin;
import io.blindsum.release.result.Result;
import io.blindsum.release.result.Survival;
import io.blindsum.release.result.Unit;
import io.blindsum.stats.KaplanMeier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

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

  /** One curve as it is made. */
  private record Curve(SurvivalSpec spec, StatisticTotals.Cells totals, InGroup group) {
    Result result() {
      KaplanMeier curve = KaplanMeier.of(spec.ends(totals.counts()));
      List<Survival.Step> steps = new ArrayList<>();
      Figure end = Figure.shown(AT_RISK, 0L, Origin.KNOWN);
      for (KaplanMeier.Step step : curve.steps()) {
        Figure atRisk = group.gate().count(AT_RISK, step.atRisk(), from(step.time()));
        if (atRisk.isHidden()) {
          end = atRisk;
          break;
        }
        steps.add(step(step, atRisk));
      }
      Origin whole = Origin.function(group.cells(totals));
      Figure median =
          curve.median().isPresent()
              ? Figure.shown(MEDIAN, curve.median().getAsInt(), whole)
              : Figure.undefined(MEDIAN, whole);
      return new Survival(
          InGroup.asked(totals), group.group(), group.n(totals), median, steps, end);
    }

    private Survival.Step step(KaplanMeier.Step step, Figure atRisk) {
      Cell event = cells(step.time(), step.time()).get(indexOfEvent());
      Cell censored = cells(step.time(), step.time()).get(1 - indexOfEvent());
      Origin before = Origin.function(group.cells(totals));
      Figure survival = Figure.shown(SURVIVAL, step.survival(), before);
      List<Figure> figures = new ArrayList<>();
      figures.add(atRisk);
      figures.add(Figure.shown(EVENTS, step.events(), Origin.of(event)));
      figures.add(Figure.shown(CENSORED, step.censored(), Origin.of(censored)));
      figures.add(survival);
      figures.add(Figure.shown(Columns.SE, step.standardError(), before));
      figures.add(
          step.interval()
              .map(interval -> Figure.shown(Columns.LOW, interval.low(), before))
              .orElse(Figure.undefined(Columns.LOW, before)));
      figures.add(
          step.interval()
              .map(interval -> Figure.shown(Columns.HIGH, interval.high(), before))
              .orElse(Figure.undefined(Columns.HIGH, before)));
      return new Survival.Step(step.time(), atRisk, survival, figures);
    }

    /** Returns what the people at risk at a time are the sum of. */
    private Origin from(int time) {
      return Origin.sum(cells(time, Integer.MAX_VALUE));
    }

    private List<Cell> cells(int from, int to) {
      List<Cell> all = group.cells(totals);
      return IntStream.range(0, all.size())
          .filter(i -> time(i / 2) >= from && time(i / 2) <= to)
          .mapToObj(all::get)
          .toList();
    }

    private int time(int index) {
      return Integer.parseInt(spec.time().label(index));
    }

    private int indexOfEvent() {
      return spec.event().label(0).equals("1") ? 0 : 1;
    }
  }
}

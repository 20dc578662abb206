package io.blindsum.release.statistic;

import io.blindsum.layout.StatisticTotals;
import io.blindsum.question.RateSpec;
import io.blindsum.release.result.Column;
import io.blindsum.release.result.Columns;
import io.blindsum.release.result.Figure;
import io.blindsum.release.result.Format;
import io.blindsum.release.result.Key;
import io.blindsum.release.result.Member;
import io.blindsum.release.result.Result;
import io.blindsum.release.result.Row;
import io.blindsum.release.result.Table;
import io.blindsum.release.result.Unit;
import io.blindsum.release.rule.Counts;
import io.blindsum.release.rule.Release;
import io.blindsum.stats.StandardisedRate;
import io.blindsum.stats.StandardisedRate.Stratum;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How many would have an event if the strata were as large as in a standard population. */
final class Rate implements GroupStatistic {
  private static final Column EVENTS = new Column("events", "Events", Unit.PEOPLE, Format.WHOLE);
  private static final Column PEOPLE = new Column("people", "People", Unit.PEOPLE, Format.WHOLE);
  private static final Column STANDARD =
      new Column("standard", "Standard population", Unit.PEOPLE, Format.WHOLE);

  private static final Declaration DECLARATION =
      new Declaration(
          "rate",
          "rate(EVENT,AGE:WIDTH,N1,N2,...)",
          "Standardised rates",
          "one count a stratum, with and without the event",
          "Σw d/n / Σw; gamma interval",
          "Fay, Feuer 1997",
          List.of(
              new Column("rate", "Rate", Unit.NONE, Format.REAL),
              Columns.SE,
              Columns.LOW,
              Columns.HIGH));

  @Override
  public Declaration declaration() {
    return DECLARATION;
  }

  @Override
  public Optional<Result> of(StatisticTotals totals, InGroup group) {
    return totals instanceof StatisticTotals.Cells cells && cells.spec() instanceof RateSpec spec
        ? Optional.of(rate(spec, cells, group))
        : Optional.empty();
  }

  private static Result rate(RateSpec spec, StatisticTotals.Cells cells, InGroup group) {
    List<Stratum> strata = spec.strata(cells.counts());
    int event = spec.event().label(0).equals("1") ? 0 : 1;
    List<Release> people = group.people(cells, strata.size());
    Counts counts = group.counts(cells);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < strata.size(); i++) {
      List<Figure> figures =
          List.of(
              counts.figure(EVENTS, 2 * i + event),
              counts.sum(PEOPLE, people.get(i), 2 * i, 2 * i + 1),
              Figure.shown(STANDARD, strata.get(i).standard()));
      rows.add(Row.of(Key.of(spec.strata().column().name(), spec.strata().label(i)), figures));
    }
    return new Table(
        InGroup.asked(cells),
        group.group(),
        group.n(cells),
        new Member.Rows("strata", "Strata", rows),
        group.derived(counts, people).figures(DECLARATION.columns(), () -> numbers(strata)));
  }

  private static List<Double> numbers(List<Stratum> strata) {
    StandardisedRate rate = StandardisedRate.of(strata);
    return List.of(
        rate.rate(), rate.standardError(), rate.interval().low(), rate.interval().high());
  }
}

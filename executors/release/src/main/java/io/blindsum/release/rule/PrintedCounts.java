package io.blindsum.release.rule;

import io.blindsum.encoding.ColumnSpec;
import io.blindsum.frame.ReleaseRule;
import io.blindsum.layout.ColumnTotals;
import io.blindsum.layout.GroupTotals;
import io.blindsum.layout.StatisticTotals;
import io.blindsum.question.GroupColumn;
import io.blindsum.question.HistogramSpec;
import io.blindsum.question.RateSpec;
import io.blindsum.question.StatisticSpec;
import io.blindsum.question.SurvivalSpec;
import io.blindsum.question.TableSpec;
import io.blindsum.release.audit.Quantity.Role;
import io.blindsum.release.audit.Relation;
import io.blindsum.release.rule.Item.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** Declares every count that a report prints of one group. */
final class PrintedCounts {
  // what it costs to hide a sum of cells, against a cell
  private static final int SUM_OF_CELLS = 2;

  private final GroupTotals group;
  private final ReleaseRule rule;
  private final CountSheet sheet;
  private final Map<String, ColumnModel> columns = new LinkedHashMap<>();
  private final List<Edge> edges = new ArrayList<>();
  // the columns of each model, by the place of its n
  private final Map<Integer, List<String>> models = new LinkedHashMap<>();

  PrintedCounts(GroupTotals group, ReleaseRule rule, CountSheet sheet) {
    this.group = group;
    this.rule = rule;
    this.sheet = sheet;
  }

  /** Returns the columns of which counts of values are printed. */
  Map<String, ColumnModel> columns() {
    return columns;
  }

  /** Returns the statistics of two columns. */
  List<Edge> edges() {
    return edges;
  }

  void column(ColumnTotals column) {
    if (column instanceof ColumnTotals.Categories categories) {
      int n = sheet.n(categories.name(), categories.n());
      List<Integer> cells = new ArrayList<>();
      categories
          .counts()
          .values()
          .forEach(
              count ->
                  cells.add(
                      sheet.printed(
                          new Item(categories.name(), Part.CELL, cells.size()),
                          count,
                          SUM_OF_CELLS)));
      sheet.sum(cells, n);
    } else if (column instanceof ColumnTotals.Numbers numbers) {
      int n = sheet.n(numbers.name(), numbers.n());
      TwoValues.of(numbers.moments()).ifPresent(two -> twoValues(numbers.name(), n, two));
    }
  }

  private void twoValues(String name, int n, TwoValues two) {
    int ones = sheet.printed(new Item(name, Part.ONES, 0), two.ones(), SUM_OF_CELLS);
    int others = sheet.others("others of " + name, sheet.value(n) - two.ones());
    sheet.sum(List.of(ones, others), n);
  }

  void statistic(StatisticTotals totals) {
    String of = totals.spec().toString();
    int n = sheet.n(of, totals.n());
    if (totals instanceof StatisticTotals.Cells cells) {
      cells(of, cells, n);
    } else {
      complete(totals, n);
    }
  }

  /** Ties the rows that have all values of a model to those that have some of them. */
  private void complete(StatisticTotals totals, int n) {
    List<String> names = totals.spec().columns().stream().map(ColumnSpec::name).toList();
    models.put(n, names);
    List<Integer> some = new ArrayList<>();
    names.stream().map(sheet::size).filter(Objects::nonNull).forEach(some::add);
    for (StatisticTotals other : group.statistics()) {
      Integer size = sheet.size(other.spec().toString());
      List<String> others = other.spec().columns().stream().map(ColumnSpec::name).toList();
      if (size == null || size == n || !names.containsAll(others)) {
        continue;
      }
      if (others.containsAll(names)) {
        // it is of the same people
        sheet.sum(List.of(n), size);
      } else {
        some.add(size);
      }
    }
    for (int all : some) {
      sheet.sum(List.of(n, sheet.implied("incomplete", sheet.value(all) - totals.n())), all);
    }
  }

  /**
   * Ties the rows of each model to those that have a value of its columns.
   *
   * @param counts how many rows have each value, of the columns of which more than that is printed
   */
  void models(Map<String, List<Integer>> counts) {
    models.forEach(
        (n, names) -> {
          List<Integer> present = new ArrayList<>();
          for (String name : names) {
            Integer size = sheet.size(name);
            List<Integer> values = counts.get(name);
            if (size != null) {
              present.add(size);
            } else if (values != null) {
              int some = sheet.add("rows with " + name, 0, Role.LATENT, 0);
              sheet.sum(values, some);
              sheet.sum(List.of(n, sheet.add("incomplete", 0, Role.LATENT, 0)), some);
              present.add(some);
            }
          }
          if (present.size() == names.size()) {
            lacking(n, present);
          }
        });
  }

  /** Nobody lacks a value of a model who lacks none of its columns. */
  private void lacking(int n, List<Integer> present) {
    List<Relation.Term> terms = new ArrayList<>(List.of(new Relation.Term(n, 1)));
    present.forEach(i -> terms.add(new Relation.Term(i, -1)));
    terms.add(new Relation.Term(sheet.rows(), present.size() - 1));
    terms.add(new Relation.Term(sheet.add("lacking several", 0, Role.LATENT, 0), -1));
    sheet.tie(new Relation(terms));
  }

  private void cells(String of, StatisticTotals.Cells totals, int n) {
    StatisticSpec.OfCells spec = totals.spec();
    List<Integer> cells = new ArrayList<>();
    for (int i = 0; i < totals.counts().size(); i++) {
      cells.add(cell(of, spec, i, totals.counts().get(i)));
    }
    sheet.sum(cells, n);
    if (spec instanceof RateSpec rate) {
      strata(of, cells, rate.strata().size());
    } else if (spec instanceof SurvivalSpec survival) {
      steps(of, survival, totals, cells, n);
    }
    List<GroupColumn> dimensions = spec.dimensions();
    if (dimensions.size() == 1) {
      ColumnModel column = model(dimensions.get(0));
      column.groupings.add(Grouping.of(dimensions.get(0)));
      column.counts.add(cells);
      column.rests.add(List.of());
      Integer all = sheet.size(column.name);
      if (all != null) {
        sheet.sum(List.of(n), all);
      }
    } else {
      edges.add(new Edge(of, dimensions, cells, n));
      dimensions.forEach(this::model);
    }
  }

  private int cell(String of, StatisticSpec spec, int index, long count) {
    Item item = new Item(of, Part.CELL, index);
    if (count == 0 && spec.columns().stream().anyMatch(c -> group.group().containsKey(c.name()))) {
      // the group itself tells that nobody has such a value
      return sheet.add(item.toString(), 0, Role.KNOWN, 0);
    }
    if (spec instanceof TableSpec || spec instanceof HistogramSpec) {
      return sheet.printed(item, count, 1);
    }
    if (spec instanceof RateSpec rate && index % 2 == event(rate.event())) {
      return sheet.printed(item, count, 1);
    }
    return sheet.implied(item.toString(), count);
  }

  /** Returns the place of an event among its two values. */
  static int event(GroupColumn event) {
    return event.label(0).equals("1") ? 0 : 1;
  }

  private void strata(String of, List<Integer> cells, int size) {
    for (int i = 0; i < size; i++) {
      List<Integer> both = cells.subList(2 * i, 2 * i + 2);
      sheet.sum(both, sheet.printed(new Item(of, Part.PEOPLE, i), sheet.value(both), SUM_OF_CELLS));
    }
  }

  private void steps(
      String of, SurvivalSpec spec, StatisticTotals.Cells totals, List<Integer> cells, int n) {
    Steps steps = Steps.of(spec.ends(totals.counts()), rule);
    int event = event(spec.event());
    int before = n;
    List<Integer> events = new ArrayList<>();
    for (int i = 0; i < steps.steps().size(); i++) {
      Steps.Step step = steps.steps().get(i);
      List<Integer> with = during(spec, step.from(), step.to(), event, cells);
      List<Integer> without = during(spec, step.from(), step.to(), 1 - event, cells);
      int dead = sheet.printed(new Item(of, Part.EVENTS, i), sheet.value(with), 1);
      int gone = sheet.printed(new Item(of, Part.CENSORED, i), sheet.value(without), 1);
      sheet.sum(with, dead);
      sheet.sum(without, gone);
      long left = sheet.value(before) - step.events() - step.censored();
      int after = sheet.printed(new Item(of, Part.AT_RISK, i + 1), left, SUM_OF_CELLS);
      sheet.sum(List.of(dead, gone, after), before);
      before = after;
      events.add(dead);
    }
    int last = steps.steps().isEmpty() ? -1 : steps.steps().get(steps.steps().size() - 1).to();
    List<Integer> with = during(spec, last + 1, Integer.MAX_VALUE, event, cells);
    List<Integer> without = during(spec, last + 1, Integer.MAX_VALUE, 1 - event, cells);
    List<Integer> rest = new ArrayList<>(with);
    rest.addAll(without);
    sheet.sum(rest, before);
    events.addAll(with);
    sheet.sum(
        events, sheet.printed(new Item(of, Part.OBSERVED, 0), sheet.value(events), SUM_OF_CELLS));
    int late = sheet.implied("late events", sheet.value(with));
    sheet.sum(with, late);
    sheet.sum(without, sheet.implied("late censored", sheet.value(without)));
  }

  private static List<Integer> during(
      SurvivalSpec spec, int from, int to, int which, List<Integer> cells) {
    return IntStream.range(0, spec.time().size())
        .filter(i -> Integer.parseInt(spec.time().label(i)) >= from)
        .filter(i -> Integer.parseInt(spec.time().label(i)) <= to)
        .mapToObj(i -> cells.get(2 * i + which))
        .toList();
  }

  ColumnModel model(GroupColumn groups) {
    return columns.computeIfAbsent(
        groups.column().name(), name -> new ColumnModel(name, groups.column().type()));
  }
}

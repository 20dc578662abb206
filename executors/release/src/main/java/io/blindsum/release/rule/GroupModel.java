package io.blindsum.release.rule;

import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.ColumnType;
import io.blindsum.encoding.NumberType;
import io.blindsum.layout.ColumnTotals;
import io.blindsum.layout.GroupTotals;
import io.blindsum.layout.StatisticTotals;
import io.blindsum.question.GroupColumn;
import io.blindsum.question.HistogramSpec;
import io.blindsum.question.RateSpec;
import io.blindsum.question.StatisticSpec;
import io.blindsum.question.SurvivalSpec;
import io.blindsum.question.TableSpec;
import io.blindsum.release.audit.Quantity;
import io.blindsum.release.audit.Quantity.Role;
import io.blindsum.release.audit.Relation;
import io.blindsum.release.rule.Item.Part;
import io.blindsum.stats.Moments;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Declares every count that a report prints of one group, and what ties them together. */
final class GroupModel {
  // what it costs to hide a count, against that of a cell
  private static final int SUM_OF_CELLS = 2;
  private static final int TOTAL = 12;
  private static final long MOST_COMBINATIONS = 1_200;

  private final GroupTotals group;
  private final long least;
  private final List<Quantity> quantities = new ArrayList<>();
  private final List<Relation> relations = new ArrayList<>();
  private final Map<Item, Integer> places = new LinkedHashMap<>();
  private final Map<String, Integer> sizes = new LinkedHashMap<>();
  private final Map<String, ColumnModel> columns = new LinkedHashMap<>();
  private final List<Edge> edges = new ArrayList<>();
  private final List<SumsOfColumn> sums = new ArrayList<>();
  private final int rows;

  /**
   * A statistic of two columns.
   *
   * @param of what it was asked for as
   * @param dimensions its two groupings
   * @param cells the places of its counts, the second grouping varying fastest
   * @param n the place of its number of people
   */
  private record Edge(String of, List<GroupColumn> dimensions, List<Integer> cells, int n) {
    List<Integer> in(int axis, int group) {
      int width = dimensions.get(1).size();
      return IntStream.range(0, cells.size())
          .filter(i -> (axis == 0 ? i / width : i % width) == group)
          .mapToObj(cells::get)
          .toList();
    }

    String column(int axis) {
      return dimensions.get(axis).column().name();
    }
  }

  /** The values of one column, and what is printed of them. */
  private static final class ColumnModel {
    private final String name;
    private final ColumnType type;
    private final List<Grouping> groupings = new ArrayList<>();
    // for each grouping the places of its counts, and of their rest where another value is missing
    private final List<List<Integer>> counts = new ArrayList<>();
    private final List<List<Integer>> rests = new ArrayList<>();

    ColumnModel(String name, ColumnType type) {
      this.name = name;
      this.type = type;
    }
  }

  private GroupModel(GroupTotals group, long least, Set<String> withheld) {
    this.group = group;
    this.least = least;
    rows = add("rows", group.rows(), Role.KNOWN, 0);
    group.columns().stream()
        .filter(c -> !group.group().containsKey(c.name()) && !withheld.contains(c.name()))
        .forEach(this::column);
    for (StatisticTotals totals : group.statistics()) {
      if (totals instanceof StatisticTotals.Cells && !withheld.contains(totals.spec().toString())) {
        statistic(totals);
      }
    }
    for (StatisticTotals totals : group.statistics()) {
      if (totals instanceof StatisticTotals.Products
          && !withheld.contains(totals.spec().toString())) {
        statistic(totals);
      }
    }
  }

  /**
   * Declares the counts of a group.
   *
   * @param withheld statistics of which nothing is shown; those are added that tie so many values
   *     together that nobody could tell what they give away
   */
  static GroupModel of(GroupTotals group, long least, Set<String> withheld) {
    GroupModel model = new GroupModel(group, least, withheld);
    while (!model.link()) {
      withheld.add(model.largest());
      model = new GroupModel(group, least, withheld);
    }
    return model;
  }

  List<Quantity> quantities() {
    return quantities;
  }

  List<Relation> relations() {
    return relations;
  }

  /** Returns where each printed count is. */
  Map<Item, Integer> places() {
    return places;
  }

  List<SumsOfColumn> sums() {
    return sums;
  }

  /** Tells whether there is anything to protect. */
  boolean hasSecrets() {
    return quantities.stream()
        .anyMatch(
            q ->
                (q.role() == Role.PRINTED || q.role() == Role.IMPLIED)
                    && q.value() > 0
                    && q.value() < least);
  }

  private int add(String name, long value, Role role, int loss) {
    quantities.add(new Quantity(name, value, role, loss));
    return quantities.size() - 1;
  }

  private int printed(Item item, long value, int loss) {
    int place = add(item.toString(), value, Role.PRINTED, loss);
    places.put(item, place);
    return place;
  }

  private int implied(String name, long value) {
    return add(name, value, Role.IMPLIED, 0);
  }

  private void sum(List<Integer> parts, int whole) {
    relations.add(Relation.sum(parts, whole));
  }

  private int n(String of, long n) {
    int place = printed(Item.n(of), n, TOTAL);
    int missing = implied("missing " + of, group.rows() - n);
    sum(List.of(place, missing), rows);
    sizes.put(of, place);
    return place;
  }

  private void column(ColumnTotals column) {
    if (column instanceof ColumnTotals.Categories categories) {
      int n = n(categories.name(), categories.n());
      List<Integer> cells = new ArrayList<>();
      categories
          .counts()
          .values()
          .forEach(
              count ->
                  cells.add(
                      printed(
                          new Item(categories.name(), Part.CELL, cells.size()),
                          count,
                          SUM_OF_CELLS)));
      sum(cells, n);
    } else if (column instanceof ColumnTotals.Numbers numbers) {
      int n = n(numbers.name(), numbers.n());
      TwoValues.of(numbers.moments()).ifPresent(two -> twoValues(numbers.name(), n, two));
    }
  }

  private void twoValues(String name, int n, TwoValues two) {
    int ones = printed(new Item(name, Part.ONES, 0), two.ones(), SUM_OF_CELLS);
    int others = implied("others of " + name, quantities.get(n).value() - two.ones());
    sum(List.of(ones, others), n);
  }

  private void statistic(StatisticTotals totals) {
    String of = totals.spec().toString();
    int n = n(of, totals.n());
    if (totals instanceof StatisticTotals.Cells cells) {
      cells(of, cells, n);
    } else {
      complete(totals, n);
    }
  }

  /** Ties the rows that have all values of a model to those that have some of them. */
  private void complete(StatisticTotals totals, int n) {
    List<String> names = totals.spec().columns().stream().map(ColumnSpec::name).toList();
    List<Integer> some = new ArrayList<>();
    names.stream().map(sizes::get).filter(Objects::nonNull).forEach(some::add);
    long lacking = some.stream().mapToLong(i -> group.rows() - quantities.get(i).value()).sum();
    if (some.size() == names.size()) {
      // nobody lacks a value of the model who lacks none of the columns
      List<Relation.Term> terms = new ArrayList<>(List.of(new Relation.Term(n, 1)));
      some.forEach(i -> terms.add(new Relation.Term(i, -1)));
      terms.add(new Relation.Term(rows, names.size() - 1));
      long more = totals.n() + lacking - group.rows();
      terms.add(new Relation.Term(add("lacking several", more, Role.LATENT, 0), -1));
      relations.add(new Relation(terms));
    }
    for (StatisticTotals other : group.statistics()) {
      Integer size = sizes.get(other.spec().toString());
      if (size != null
          && size != n
          && names.containsAll(other.spec().columns().stream().map(ColumnSpec::name).toList())) {
        some.add(size);
      }
    }
    for (int all : some) {
      sum(List.of(n, implied("incomplete", quantities.get(all).value() - totals.n())), all);
    }
  }

  private void cells(String of, StatisticTotals.Cells totals, int n) {
    StatisticSpec.OfCells spec = totals.spec();
    List<Integer> cells = new ArrayList<>();
    for (int i = 0; i < totals.counts().size(); i++) {
      cells.add(cell(of, spec, i, totals.counts().get(i)));
    }
    sum(cells, n);
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
      Integer all = sizes.get(column.name);
      if (all != null) {
        sum(List.of(n), all);
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
      return add(item.toString(), 0, Role.KNOWN, 0);
    }
    if (spec instanceof TableSpec || spec instanceof HistogramSpec) {
      return printed(item, count, 1);
    }
    if (spec instanceof RateSpec rate && index % 2 == event(rate.event())) {
      return printed(item, count, 1);
    }
    return implied(item.toString(), count);
  }

  private static int event(GroupColumn event) {
    return event.label(0).equals("1") ? 0 : 1;
  }

  private void strata(String of, List<Integer> cells, int size) {
    for (int i = 0; i < size; i++) {
      List<Integer> both = cells.subList(2 * i, 2 * i + 2);
      sum(both, printed(new Item(of, Part.PEOPLE, i), value(both), SUM_OF_CELLS));
    }
  }

  private long value(List<Integer> parts) {
    return parts.stream().mapToLong(i -> quantities.get(i).value()).sum();
  }

  private void steps(
      String of, SurvivalSpec spec, StatisticTotals.Cells totals, List<Integer> cells, int n) {
    Steps steps = Steps.of(spec.ends(totals.counts()), least);
    int event = event(spec.event());
    int before = n;
    List<Integer> events = new ArrayList<>();
    for (int i = 0; i < steps.steps().size(); i++) {
      Steps.Step step = steps.steps().get(i);
      List<Integer> with = during(spec, step.from(), step.to(), event, cells);
      List<Integer> without = during(spec, step.from(), step.to(), 1 - event, cells);
      int dead = printed(new Item(of, Part.EVENTS, i), value(with), 1);
      int gone = printed(new Item(of, Part.CENSORED, i), value(without), 1);
      sum(with, dead);
      sum(without, gone);
      long left = quantities.get(before).value() - step.events() - step.censored();
      int after = printed(new Item(of, Part.AT_RISK, i + 1), left, SUM_OF_CELLS);
      sum(List.of(dead, gone, after), before);
      before = after;
      events.add(dead);
    }
    int last = steps.steps().isEmpty() ? -1 : steps.steps().get(steps.steps().size() - 1).to();
    List<Integer> with = during(spec, last + 1, Integer.MAX_VALUE, event, cells);
    List<Integer> without = during(spec, last + 1, Integer.MAX_VALUE, 1 - event, cells);
    List<Integer> rest = new ArrayList<>(with);
    rest.addAll(without);
    sum(rest, before);
    events.addAll(with);
    sum(events, printed(new Item(of, Part.OBSERVED, 0), value(events), SUM_OF_CELLS));
    int late = implied("late events", value(with));
    sum(with, late);
    sum(without, implied("late censored", value(without)));
  }

  private static List<Integer> during(
      SurvivalSpec spec, int from, int to, int which, List<Integer> cells) {
    return IntStream.range(0, spec.time().size())
        .filter(i -> Integer.parseInt(spec.time().label(i)) >= from)
        .filter(i -> Integer.parseInt(spec.time().label(i)) <= to)
        .mapToObj(i -> cells.get(2 * i + which))
        .toList();
  }

  private ColumnModel model(GroupColumn groups) {
    return columns.computeIfAbsent(
        groups.column().name(), name -> new ColumnModel(name, groups.column().type()));
  }

  /** Returns the statistic with the most cells of those that go round in a circle. */
  private String largest() {
    Set<String> core = core();
    return edges.stream()
        .filter(e -> core.contains(e.column(0)) && core.contains(e.column(1)))
        .max(Comparator.comparingInt(e -> e.cells().size()))
        .orElseThrow()
        .of();
  }

  /**
   * Ties together what different statistics tell of the same columns; false if they tell of too
   * many combinations.
   */
  private boolean link() {
    Set<String> core = core();
    List<Edge> joint = new ArrayList<>();
    for (Edge edge : edges) {
      boolean inside = core.contains(edge.column(0)) && core.contains(edge.column(1));
      if (inside) {
        joint.add(edge);
      }
      List<Integer> all = new ArrayList<>(List.of(edge.n()));
      for (int axis = 0; axis < 2; axis++) {
        all.addAll(margins(edge, axis, inside));
      }
      if (!inside) {
        all.add(add("neither", 0, Role.LATENT, 0));
        sum(all, rows);
      }
    }
    columns.values().forEach(this::declared);
    Map<String, Atoms> atoms = new LinkedHashMap<>();
    Map<String, List<Integer>> counts = new LinkedHashMap<>();
    for (ColumnModel column : columns.values()) {
      Atoms found = Atoms.of(column.groupings, column.type.maxEncoded());
      atoms.put(column.name, found);
      counts.put(column.name, distribution(column, found));
    }
    long combinations =
        core.stream().mapToLong(name -> of(name, atoms).size() + 1).reduce(1, GroupModel::product);
    if (joint.isEmpty() || !hasSecrets()) {
      return true;
    }
    if (combinations <= MOST_COMBINATIONS) {
      joint(core, joint, atoms, counts);
    }
    return combinations <= MOST_COMBINATIONS;
  }

  private static long product(long a, long b) {
    return Math.min(Integer.MAX_VALUE, a * b);
  }

  /** Returns the columns that lie on a circle of statistics of two columns. */
  private Set<String> core() {
    Set<String> core = new TreeSet<>(columns.keySet());
    boolean smaller = true;
    while (smaller) {
      smaller = core.removeIf(name -> degree(name, core) < 2);
    }
    return core;
  }

  private long degree(String column, Set<String> core) {
    return edges.stream()
        .filter(e -> core.contains(e.column(0)) && core.contains(e.column(1)))
        .filter(e -> e.column(0).equals(column) || e.column(1).equals(column))
        .count();
  }

  /**
   * Adds how many people of a statistic have each value of one of its columns, and returns the
   * places of how many others have it.
   */
  private List<Integer> margins(Edge edge, int axis, boolean inside) {
    GroupColumn groups = edge.dimensions().get(axis);
    ColumnModel column = model(groups);
    column.groupings.add(Grouping.of(groups));
    List<Integer> margins = new ArrayList<>();
    List<Integer> rests = new ArrayList<>();
    boolean complete = isComplete(edge, column);
    for (int i = 0; i < groups.size(); i++) {
      List<Integer> cells = edge.in(axis, i);
      int margin = implied("margin of " + edge.of(), value(cells));
      sum(cells, margin);
      margins.add(margin);
      if (!complete && !inside) {
        rests.add(add("incomplete", 0, Role.LATENT, 0));
      }
    }
    // a joint distribution says what the incomplete rows are; here only their margins are known
    column.counts.add(complete || !inside ? margins : List.of());
    column.rests.add(rests);
    return rests;
  }

  /** Tells whether a statistic is of all that have a value of one column. */
  private boolean isComplete(Edge edge, ColumnModel column) {
    long n = quantities.get(edge.n()).value();
    Integer all = sizes.get(column.name);
    return n == (all == null ? group.rows() : quantities.get(all).value());
  }

  /** Adds what the totals of a column itself tell of its values. */
  private void declared(ColumnModel column) {
    for (ColumnTotals totals : group.columns()) {
      if (totals.name().equals(column.name)
          && sizes.containsKey(column.name)
          && totals instanceof ColumnTotals.Categories categories) {
        List<String> labels = List.copyOf(categories.counts().keySet());
        column.groupings.add(Grouping.of(encoded(column.type, labels)));
        column.counts.add(
            IntStream.range(0, labels.size())
                .mapToObj(i -> places.get(new Item(column.name, Part.CELL, i)))
                .toList());
        column.rests.add(List.of());
      }
    }
  }

  private static List<Long> encoded(ColumnType type, List<String> labels) {
    List<Long> values = new ArrayList<>();
    for (long i = 0; i <= type.maxEncoded() && values.size() < labels.size(); i++) {
      if (labels.get(values.size()).equals(type.format(i))) {
        values.add(i);
      }
    }
    return values;
  }

  /** Adds how many rows have each value of a column, and what is printed as their sums. */
  private List<Integer> distribution(ColumnModel column, Atoms atoms) {
    List<Integer> counts = new ArrayList<>();
    Map<Long, Long> below = below(column, atoms);
    for (int i = 0; i < atoms.size(); i++) {
      Long known = known(column, atoms, i, below);
      counts.add(
          known == null
              ? add("some of " + column.name, 0, Role.LATENT, 0)
              : implied("some of " + column.name, known));
    }
    for (int g = 0; g < column.groupings.size(); g++) {
      List<Integer> printed = column.counts.get(g);
      for (int i = 0; i < printed.size(); i++) {
        List<Relation.Term> terms = new ArrayList<>();
        atoms.in(g, i).forEach(a -> terms.add(new Relation.Term(counts.get(a), 1)));
        terms.add(new Relation.Term(printed.get(i), -1));
        if (!column.rests.get(g).isEmpty()) {
          terms.add(new Relation.Term(column.rests.get(g).get(i), -1));
        }
        relations.add(new Relation(terms));
      }
    }
    Integer all = sizes.get(column.name);
    if (all != null) {
      sum(counts, all);
    } else {
      List<Integer> parts = new ArrayList<>(counts);
      parts.add(add("without " + column.name, 0, Role.LATENT, 0));
      sum(parts, rows);
    }
    moments(column, atoms, counts);
    return counts;
  }

  /** Returns how many rows have less than some values, where a complete list of counts tells it. */
  private Map<Long, Long> below(ColumnModel column, Atoms atoms) {
    Map<Long, Long> below = new LinkedHashMap<>();
    for (int g = 0; g < column.groupings.size(); g++) {
      if (!column.counts.get(g).isEmpty() && column.rests.get(g).isEmpty()) {
        long sum = 0;
        int last = -2;
        for (int i = 0; i < atoms.size(); i++) {
          int now = atoms.get(i).groups().get(g);
          if (now < last || now < 0) {
            break;
          }
          if (now != last) {
            below.put(atoms.get(i).low(), sum);
            sum += quantities.get(column.counts.get(g).get(now)).value();
          }
          last = now;
          if (i == atoms.size() - 1) {
            below.put(atoms.get(i).high() + 1, sum);
          }
        }
      }
    }
    return below;
  }

  private @Nullable Long known(ColumnModel column, Atoms atoms, int atom, Map<Long, Long> below) {
    for (int g = 0; g < column.groupings.size(); g++) {
      int now = atoms.get(atom).groups().get(g);
      if (now >= 0
          && !column.counts.get(g).isEmpty()
          && column.rests.get(g).isEmpty()
          && atoms.in(g, now).size() == 1) {
        return quantities.get(column.counts.get(g).get(now)).value();
      }
    }
    Long low = below.get(atoms.get(atom).low());
    Long high = below.get(atoms.get(atom).high() + 1);
    return low == null || high == null ? null : Long.valueOf(high - low);
  }

  private void moments(ColumnModel column, Atoms atoms, List<Integer> counts) {
    column.type.numbers().ifPresent(type -> moments(column, type, atoms, counts));
  }

  private void moments(ColumnModel column, NumberType type, Atoms atoms, List<Integer> counts) {
    for (ColumnTotals totals : group.columns()) {
      if (totals instanceof ColumnTotals.Numbers numbers
          && numbers.name().equals(column.name)
          && sizes.containsKey(column.name)) {
        Moments moments = numbers.moments();
        double[] lows = atoms.atoms().stream().mapToDouble(a -> number(a.low(), type)).toArray();
        double[] highs = atoms.atoms().stream().mapToDouble(a -> number(a.high(), type)).toArray();
        sums.add(new SumsOfColumn(column.name, moments, lows, highs, counts));
        TwoValues.of(moments).ifPresent(two -> ones(two, column, atoms, counts, type));
      }
    }
  }

  private static double number(long encoded, NumberType type) {
    return BigDecimal.valueOf(type.lowest() + encoded, type.decimals()).doubleValue();
  }

  /** Ties the number of ones to the counts of the values, if these tell it. */
  private void ones(
      TwoValues two, ColumnModel column, Atoms atoms, List<Integer> counts, NumberType type) {
    double high = two.high().doubleValue();
    for (int i = 0; i < atoms.size(); i++) {
      boolean alone = number(atoms.get(i).low(), type) == number(atoms.get(i).high(), type);
      if (alone && number(atoms.get(i).low(), type) == high) {
        Integer ones = places.get(new Item(column.name, Part.ONES, 0));
        if (ones != null) {
          sum(List.of(counts.get(i)), ones);
        }
      }
    }
  }

  /** Adds how many rows have each combination of values, which nobody knows. */
  private void joint(
      Set<String> core,
      List<Edge> edges,
      Map<String, Atoms> atoms,
      Map<String, List<Integer>> counts) {
    List<String> names = List.copyOf(core);
    int[] sizes = names.stream().mapToInt(name -> of(name, atoms).size() + 1).toArray();
    int size = Arrays.stream(sizes).reduce(1, Math::multiplyExact);
    int first = quantities.size();
    for (int i = 0; i < size; i++) {
      add("joint", 0, Role.LATENT, 0);
    }
    List<Integer> all = IntStream.range(first, first + size).boxed().toList();
    sum(all, rows);
    for (int axis = 0; axis < names.size(); axis++) {
      for (int value = 0; value < sizes[axis] - 1; value++) {
        int which = axis;
        int wanted = value;
        sum(
            all.stream().filter(i -> at(i - first, which, sizes) == wanted).toList(),
            of(names.get(axis), counts).get(value));
      }
    }
    for (Edge edge : edges) {
      jointOf(edge, names, sizes, all, atoms);
    }
  }

  private void jointOf(
      Edge edge, List<String> names, int[] sizes, List<Integer> all, Map<String, Atoms> atoms) {
    int width = edge.dimensions().get(1).size();
    int[] axes = {names.indexOf(edge.column(0)), names.indexOf(edge.column(1))};
    for (int cell = 0; cell < edge.cells().size(); cell++) {
      List<Integer> parts = new ArrayList<>();
      for (int i : all) {
        int place = i - all.get(0);
        if (group(edge, 0, at(place, axes[0], sizes), atoms) == cell / width
            && group(edge, 1, at(place, axes[1], sizes), atoms) == cell % width) {
          parts.add(i);
        }
      }
      sum(parts, edge.cells().get(cell));
    }
  }

  private static <T> T of(String column, Map<String, T> all) {
    return Objects.requireNonNull(all.get(column), column);
  }

  private static int group(Edge edge, int axis, int atom, Map<String, Atoms> atoms) {
    Atoms all = of(edge.column(axis), atoms);
    return atom == all.size() ? -1 : edge.dimensions().get(axis).ordinal(all.get(atom).low());
  }

  private static int at(int place, int axis, int[] sizes) {
    int rest = place;
    for (int i = sizes.length - 1; i > axis; i--) {
      rest /= sizes[i];
    }
    return rest % sizes[axis];
  }
}

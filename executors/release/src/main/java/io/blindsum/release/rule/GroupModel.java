package io.blindsum.release.rule;

import io.blindsum.frame.ReleaseRule;
import io.blindsum.layout.GroupTotals;
import io.blindsum.layout.StatisticTotals;
import io.blindsum.release.audit.Quantity;
import io.blindsum.release.audit.Quantity.Role;
import io.blindsum.release.audit.Relation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Declares every count that a report prints of one group, and what ties them together. */
final class GroupModel {
  private final ReleaseRule rule;
  private final CountSheet sheet;
  private final PrintedCounts printed;
  private final ColumnCounts values;

  private GroupModel(GroupTotals group, ReleaseRule rule, Set<String> withheld) {
    this.rule = rule;
    this.sheet = new CountSheet(group.rows(), rule.hideZeros());
    this.printed = new PrintedCounts(group, rule, sheet);
    this.values = new ColumnCounts(group, sheet);
    group.columns().stream()
        .filter(c -> !group.group().containsKey(c.name()) && !withheld.contains(c.name()))
        .forEach(printed::column);
    for (StatisticTotals totals : group.statistics()) {
      if (totals instanceof StatisticTotals.Cells && !withheld.contains(totals.spec().toString())) {
        printed.statistic(totals);
      }
    }
    for (StatisticTotals totals : group.statistics()) {
      if (totals instanceof StatisticTotals.Products
          && !withheld.contains(totals.spec().toString())) {
        printed.statistic(totals);
      }
    }
  }

  /**
   * Declares the counts of a group.
   *
   * @param withheld statistics of which nothing is shown; those are added that tie so many values
   *     together that nobody could tell what they give away
   */
  static GroupModel of(GroupTotals group, ReleaseRule rule, Set<String> withheld) {
    GroupModel model = new GroupModel(group, rule, withheld);
    while (!model.link()) {
      withheld.add(model.largest());
      model = new GroupModel(group, rule, withheld);
    }
    return model;
  }

  List<Quantity> quantities() {
    return sheet.quantities();
  }

  List<Relation> relations() {
    return sheet.relations();
  }

  /** Returns where each printed count is. */
  Map<Item, Integer> places() {
    return sheet.places();
  }

  List<SumsOfColumn> sums() {
    return values.sums();
  }

  /** Tells whether there is anything to protect. */
  boolean hasSecrets() {
    return sheet.quantities().stream()
        .anyMatch(
            q ->
                (q.role() == Role.PRINTED || q.role() == Role.IMPLIED)
                    && q.isSmall(rule.minCell()));
  }

  /** Returns the statistic with the most cells of those that go round in a circle. */
  private String largest() {
    Set<String> core = core();
    return printed.edges().stream()
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
    for (Edge edge : printed.edges()) {
      boolean inside = core.contains(edge.column(0)) && core.contains(edge.column(1));
      if (inside) {
        joint.add(edge);
      }
      List<Integer> all = new ArrayList<>(List.of(edge.n()));
      for (int axis = 0; axis < 2; axis++) {
        ColumnModel column = printed.model(edge.dimensions().get(axis));
        all.addAll(values.margins(edge, axis, column, inside));
      }
      if (!inside) {
        all.add(sheet.add("neither", 0, Role.LATENT, 0));
        sheet.sum(all, sheet.rows());
      }
    }
    printed.columns().values().forEach(values::declared);
    Map<String, Atoms> atoms = new LinkedHashMap<>();
    Map<String, List<Integer>> counts = new LinkedHashMap<>();
    for (ColumnModel column : printed.columns().values()) {
      Atoms found = Atoms.of(column.groupings, column.type.maxEncoded());
      atoms.put(column.name, found);
      counts.put(column.name, values.distribution(column, found));
    }
    printed.models(counts);
    if (joint.isEmpty() || !hasSecrets()) {
      return true;
    }
    JointCounts combinations = new JointCounts(sheet, core, atoms, counts);
    boolean few = combinations.areFew();
    if (few) {
      combinations.tie(joint);
    }
    return few;
  }

  /** Returns the columns that lie on a circle of statistics of two columns. */
  private Set<String> core() {
    Set<String> core = new TreeSet<>(printed.columns().keySet());
    boolean smaller = true;
    while (smaller) {
      smaller = core.removeIf(name -> degree(name, core) < 2);
    }
    return core;
  }

  private long degree(String column, Set<String> core) {
    return printed.edges().stream()
        .filter(e -> core.contains(e.column(0)) && core.contains(e.column(1)))
        .filter(e -> e.column(0).equals(column) || e.column(1).equals(column))
        .count();
  }
}

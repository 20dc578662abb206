package io.blindsum.release.rule;

import io.blindsum.encoding.ColumnType;
import io.blindsum.encoding.NumberType;
import io.blindsum.layout.ColumnTotals;
import io.blindsum.layout.GroupTotals;
import io.blindsum.question.GroupColumn;
import io.blindsum.release.audit.Quantity.Role;
import io.blindsum.release.audit.Relation;
import io.blindsum.release.rule.Item.Part;
import io.blindsum.stats.Moments;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Ties what different statistics tell of the values of one column. */
final class ColumnCounts {
  private final GroupTotals group;
  private final CountSheet sheet;
  private final List<SumsOfColumn> sums = new ArrayList<>();

  ColumnCounts(GroupTotals group, CountSheet sheet) {
    this.group = group;
    this.sheet = sheet;
  }

  List<SumsOfColumn> sums() {
    return sums;
  }

  /**
   * Adds how many people of a statistic have each value of one of its columns, and returns the
   * places of how many others have it.
   */
  List<Integer> margins(Edge edge, int axis, ColumnModel column, boolean inside) {
    GroupColumn groups = edge.dimensions().get(axis);
    column.groupings.add(Grouping.of(groups));
    List<Integer> margins = new ArrayList<>();
    List<Integer> rests = new ArrayList<>();
    boolean complete = isComplete(edge, column);
    for (int i = 0; i < groups.size(); i++) {
      List<Integer> cells = edge.in(axis, i);
      int margin = sheet.implied("margin of " + edge.of(), sheet.value(cells));
      sheet.sum(cells, margin);
      margins.add(margin);
      if (!complete && !inside) {
        rests.add(sheet.add("incomplete", 0, Role.LATENT, 0));
      }
    }
    // a joint distribution says what the incomplete rows are; here only their margins are known
    column.counts.add(complete || !inside ? margins : List.of());
    column.rests.add(rests);
    return rests;
  }

  /** Tells whether a statistic is of all that have a value of one column. */
  private boolean isComplete(Edge edge, ColumnModel column) {
    long n = sheet.value(edge.n());
    Integer all = sheet.size(column.name);
    return n == (all == null ? group.rows() : sheet.value(all));
  }

  /** Adds what the totals of a column itself tell of its values. */
  void declared(ColumnModel column) {
    for (ColumnTotals totals : group.columns()) {
      if (totals.name().equals(column.name)
          && sheet.size(column.name) != null
          && totals instanceof ColumnTotals.Categories categories) {
        List<String> labels = List.copyOf(categories.counts().keySet());
        column.groupings.add(Grouping.of(encoded(column.type, labels)));
        column.counts.add(
            IntStream.range(0, labels.size())
                .mapToObj(i -> sheet.place(new Item(column.name, Part.CELL, i)))
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
  List<Integer> distribution(ColumnModel column, Atoms atoms) {
    List<Integer> counts = new ArrayList<>();
    Map<Long, Long> below = below(column, atoms);
    for (int i = 0; i < atoms.size(); i++) {
      Long known = known(column, atoms, i, below);
      counts.add(
          known == null
              ? sheet.add("some of " + column.name, 0, Role.LATENT, 0)
              : sheet.implied("some of " + column.name, known));
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
        sheet.tie(new Relation(terms));
      }
    }
    Integer all = sheet.size(column.name);
    if (all != null) {
      sheet.sum(counts, all);
    } else {
      List<Integer> parts = new ArrayList<>(counts);
      parts.add(sheet.add("without " + column.name, 0, Role.LATENT, 0));
      sheet.sum(parts, sheet.rows());
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
            sum += sheet.value(column.counts.get(g).get(now));
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
        return sheet.value(column.counts.get(g).get(now));
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
          && sheet.size(column.name) != null) {
        Moments moments = numbers.moments();
        double[] lows = atoms.atoms().stream().mapToDouble(a -> type.lowest() + a.low()).toArray();
        double[] highs =
            atoms.atoms().stream().mapToDouble(a -> type.lowest() + a.high()).toArray();
        sums.add(new SumsOfColumn(column.name, moments, type.decimals(), lows, highs, counts));
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
        Integer ones = sheet.place(new Item(column.name, Part.ONES, 0));
        if (ones != null) {
          sheet.sum(List.of(counts.get(i)), ones);
        }
      }
    }
  }
}

package io.blindsum.release.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The values of one column, as finely as several groupings tell them apart.
 *
 * @param atoms sets of values that each grouping has in one group
 */
record Atoms(List<Atom> atoms) {
  /**
   * Values that nothing tells apart.
   *
   * @param low the least, encoded
   * @param high the greatest
   * @param groups the group of each grouping, or -1 where none has them
   */
  record Atom(long low, long high, List<Integer> groups) {
    private Atom and(Atom other) {
      return new Atom(Math.min(low, other.low), Math.max(high, other.high), groups);
    }
  }

  /**
   * Divides a column.
   *
   * @param greatest encoded value; the least is 0
   */
  static Atoms of(List<Grouping> groupings, long greatest) {
    TreeSet<Long> cuts = new TreeSet<>(List.of(0L));
    groupings.forEach(grouping -> cuts.addAll(grouping.cuts()));
    cuts.removeIf(cut -> cut > greatest);
    Map<List<Integer>, Atom> atoms = new LinkedHashMap<>();
    List<Long> sorted = new ArrayList<>(cuts);
    sorted.add(greatest + 1);
    for (int i = 0; i + 1 < sorted.size(); i++) {
      long low = sorted.get(i);
      List<Integer> groups = groupings.stream().map(g -> g.ordinal().applyAsInt(low)).toList();
      atoms.merge(groups, new Atom(low, sorted.get(i + 1) - 1, groups), Atom::and);
    }
    return new Atoms(new ArrayList<>(atoms.values()));
  }

  int size() {
    return atoms.size();
  }

  Atom get(int index) {
    return atoms.get(index);
  }

  /** Returns the atoms of one group of a grouping. */
  List<Integer> in(int grouping, int group) {
    return IntStream.range(0, atoms.size())
        .filter(i -> atoms.get(i).groups().get(grouping) == group)
        .boxed()
        .toList();
  }
}

package io.blindsum.release.rule;

import io.blindsum.release.audit.Quantity.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/** Ties the statistics of columns that go round in a circle by the combinations of their values. */
final class JointCounts {
  private static final long MOST_COMBINATIONS = 1_200;

  private final CountSheet sheet;
  private final Set<String> core;
  private final Map<String, Atoms> atoms;
  private final Map<String, List<Integer>> counts;

  /**
   * Prepares the combinations.
   *
   * @param core the columns
   * @param atoms the values of each that nothing tells apart
   * @param counts the places of how many rows have each of them
   */
  JointCounts(
      CountSheet sheet,
      Set<String> core,
      Map<String, Atoms> atoms,
      Map<String, List<Integer>> counts) {
    this.sheet = sheet;
    this.core = core;
    this.atoms = atoms;
    this.counts = counts;
  }

  /** Tells whether they are few enough to be looked at. */
  boolean areFew() {
    return core.stream()
            .mapToLong(name -> of(name, atoms).size() + 1)
            .reduce(1, JointCounts::product)
        <= MOST_COMBINATIONS;
  }

  private static long product(long a, long b) {
    return Math.min(Integer.MAX_VALUE, a * b);
  }

  /** Adds how many rows have each combination of values, which nobody knows. */
  void tie(List<Edge> edges) {
    List<String> names = List.copyOf(core);
    int[] sizes = names.stream().mapToInt(name -> of(name, atoms).size() + 1).toArray();
    int size = Arrays.stream(sizes).reduce(1, Math::multiplyExact);
    int first = sheet.quantities().size();
    for (int i = 0; i < size; i++) {
      sheet.add("joint", 0, Role.LATENT, 0);
    }
    List<Integer> all = IntStream.range(first, first + size).boxed().toList();
    sheet.sum(all, sheet.rows());
    for (int axis = 0; axis < names.size(); axis++) {
      for (int value = 0; value < sizes[axis] - 1; value++) {
        int which = axis;
        int wanted = value;
        sheet.sum(
            all.stream().filter(i -> at(i - first, which, sizes) == wanted).toList(),
            of(names.get(axis), counts).get(value));
      }
    }
    for (Edge edge : edges) {
      tie(edge, names, sizes, all);
    }
  }

  private void tie(Edge edge, List<String> names, int[] sizes, List<Integer> all) {
    int width = edge.dimensions().get(1).size();
    int[] axes = {names.indexOf(edge.column(0)), names.indexOf(edge.column(1))};
    for (int cell = 0; cell < edge.cells().size(); cell++) {
      List<Integer> parts = new ArrayList<>();
      for (int i : all) {
        int place = i - all.get(0);
        if (group(edge, 0, at(place, axes[0], sizes)) == cell / width
            && group(edge, 1, at(place, axes[1], sizes)) == cell % width) {
          parts.add(i);
        }
      }
      sheet.sum(parts, edge.cells().get(cell));
    }
  }

  private static <T> T of(String column, Map<String, T> all) {
    return Objects.requireNonNull(all.get(column), column);
  }

  private int group(Edge edge, int axis, int atom) {
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

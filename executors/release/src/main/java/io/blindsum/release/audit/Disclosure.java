package io.blindsum.release.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a report tells its reader: its quantities, and what ties them together.
 *
 * @param quantities all of them
 * @param relations that hold for every set of records
 */
public record Disclosure(List<Quantity> quantities, List<Relation> relations) {
  /** Checks that the values fulfil the relations. */
  public Disclosure {
    quantities = List.copyOf(quantities);
    relations = List.copyOf(relations);
    long[] values = quantities.stream().mapToLong(Quantity::value).toArray();
    for (Relation relation : relations) {
      if (relation.of(values) != 0) {
        throw new IllegalArgumentException("counts that do not add up: " + relation);
      }
    }
  }

  /**
   * Finds values of the latent quantities; the ones that they have do not count.
   *
   * @return empty if the other quantities contradict each other, or no whole numbers were found
   */
  public static Optional<Disclosure> of(List<Quantity> quantities, List<Relation> relations) {
    return new Filling(quantities, relations).disclosure();
  }

  /** Returns the parts of the report that have nothing to do with each other. */
  List<Part> parts() {
    int[] roots = roots();
    List<Part> parts = new ArrayList<>();
    for (int root = 0; root < roots.length; root++) {
      if (roots[root] == root) {
        parts.add(part(roots, root));
      }
    }
    return parts;
  }

  private Part part(int[] roots, int root) {
    List<Integer> members = new ArrayList<>();
    int[] places = new int[roots.length];
    for (int i = 0; i < roots.length; i++) {
      if (roots[i] == root) {
        places[i] = members.size();
        members.add(i);
      }
    }
    List<Relation> within = new ArrayList<>();
    for (Relation relation : relations) {
      if (roots[relation.terms().get(0).quantity()] == root) {
        within.add(
            new Relation(
                relation.terms().stream()
                    .map(t -> new Relation.Term(places[t.quantity()], t.factor()))
                    .toList()));
      }
    }
    return new Part(members, members.stream().map(quantities::get).toList(), within);
  }

  private int[] roots() {
    int[] roots = new int[quantities.size()];
    for (int i = 0; i < roots.length; i++) {
      roots[i] = i;
    }
    for (Relation relation : relations) {
      int first = find(roots, relation.terms().get(0).quantity());
      for (Relation.Term term : relation.terms()) {
        int other = find(roots, term.quantity());
        roots[Math.max(first, other)] = Math.min(first, other);
        first = Math.min(first, other);
      }
    }
    for (int i = 0; i < roots.length; i++) {
      roots[i] = find(roots, i);
    }
    return roots;
  }

  private static int find(int[] roots, int start) {
    int at = start;
    while (roots[at] != at) {
      roots[at] = roots[roots[at]];
      at = roots[at];
    }
    return at;
  }

  /**
   * Quantities that are tied together.
   *
   * @param members their indices in the report
   * @param quantities in the same order
   * @param relations between them, by place in this list
   */
  record Part(List<Integer> members, List<Quantity> quantities, List<Relation> relations) {}
}

package io.blindsum.release.audit;

import io.blindsum.release.audit.Quantity.Role;
import io.blindsum.release.audit.Relation.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gives latent quantities some values that fulfil the relations: each relation gets what it lacks,
 * which is then made less until it is nothing (the first phase of the simplex method).
 */
final class Filling {
  private final List<Quantity> quantities;
  private final List<Relation> relations;

  Filling(List<Quantity> quantities, List<Relation> relations) {
    this.quantities = quantities;
    this.relations = relations;
  }

  /** Returns the quantities with values; empty if there are none, or no whole ones were found. */
  Optional<Disclosure> disclosure() {
    long[] values = quantities.stream().mapToLong(Quantity::value).toArray();
    if (relations.stream().allMatch(relation -> relation.of(values) == 0)) {
      return Optional.of(new Disclosure(quantities, relations));
    }
    return filled(values);
  }

  private Optional<Disclosure> filled(long[] values) {
    List<Relation> all = new ArrayList<>();
    List<Long> lacking = new ArrayList<>();
    for (Relation relation : relations) {
      long rest = relation.of(values);
      List<Term> terms = new ArrayList<>(relation.terms());
      if (rest != 0) {
        terms.add(new Term(values.length + lacking.size(), rest > 0 ? -1 : 1));
        lacking.add(Math.abs(rest));
      }
      all.add(new Relation(terms));
    }
    return search(values, all, lacking);
  }

  private Optional<Disclosure> search(long[] values, List<Relation> all, List<Long> lacking) {
    int width = values.length + lacking.size();
    Tableau tableau = new Tableau(all, width);
    long[] now = new long[width];
    for (int i = 0; i < lacking.size(); i++) {
      now[values.length + i] = lacking.get(i);
    }
    for (int i = 0; i < lacking.size(); i++) {
      int target = values.length + i;
      if (now[target] > 0) {
        tableau.move(target, -now[target], reach(now, values.length));
        double[] changes = tableau.changes();
        for (int j = 0; j < width; j++) {
          now[j] += Math.round(changes[j]);
        }
      }
    }
    return result(values, now);
  }

  private Reach reach(long[] now, int own) {
    Reach reach = new Reach(now.length);
    for (int i = 0; i < now.length; i++) {
      if (i >= own) {
        reach.set(i, (double) now[i], 0, 0);
      } else if (quantities.get(i).role() == Role.LATENT) {
        reach.set(i, (double) now[i], Reach.UNLIMITED, 0);
      }
    }
    return reach;
  }

  private Optional<Disclosure> result(long[] values, long[] now) {
    List<Quantity> filled = new ArrayList<>();
    long[] whole = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      Quantity quantity = quantities.get(i);
      whole[i] = quantity.value() + now[i];
      if (whole[i] < 0) {
        return Optional.empty();
      }
      filled.add(
          new Quantity(
              quantity.name(), whole[i], quantity.role(), quantity.loss(), quantity.zeroIsSmall()));
    }
    return relations.stream().allMatch(relation -> relation.of(whole) == 0)
        ? Optional.of(new Disclosure(filled, relations))
        : Optional.empty();
  }
}

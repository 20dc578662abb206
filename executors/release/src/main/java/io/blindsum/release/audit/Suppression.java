package io.blindsum.release.audit;

import io.blindsum.release.audit.Disclosure.Part;
import io.blindsum.release.audit.Finding.Range;
import io.blindsum.release.audit.Quantity.Role;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Hides as much of one part of a report as it takes for no small count to be computed back.
 *
 * <p>A hidden count is safe once two sets of numbers were found that agree with all that is printed
 * and have it differ by enough. Each is the cheapest move away from the true numbers; what it
 * changes is hidden as well. (J. P. Kelly, B. L. Golden, A. A. Assad, "Cell suppression: disclosure
 * protection for sensitive tabular data", Networks 22 (1992), 397-417.) Moves are whole numbers and
 * are checked against the relations with whole numbers, so an error of the search can only hide too
 * much.
 */
final class Suppression {
  private static final int ATTEMPTS = 4;
  // steps of arithmetic: about a second, and as much again to show what need not be hidden
  private static final long MOST_WORK = 400_000_000;
  private static final long TIDY_WORK = 40_000_000;
  private static final double HIDDEN_COST = 0.25;
  private static final double FREE_COST = 0.01;

  private final List<Quantity> quantities;
  private final List<Relation> relations;
  private final long least;
  private final Tableau tableau;
  private final Mark[] marks;
  private final Reach reach;
  private final Directions directions;
  // whether hiding a quantity says nothing of its size
  private final boolean[] vague;
  private final List<Move> moves = new ArrayList<>();
  private final Deque<Integer> open = new ArrayDeque<>();
  private final List<Integer> exposed = new ArrayList<>();

  /**
   * A way to have other numbers than the true ones that agrees with the report.
   *
   * @param target the quantity that it was looked for
   * @param changes of every quantity
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Move(int target, long[] changes) {}

  Suppression(Part part, long least) {
    this.quantities = part.quantities();
    this.relations = part.relations();
    this.least = least;
    this.tableau = new Tableau(relations, quantities.size());
    this.marks = new Mark[quantities.size()];
    this.reach = new Reach(quantities.size());
    this.directions = new Directions(quantities.size());
    this.vague = new boolean[quantities.size()];
    for (int i = 0; i < marks.length; i++) {
      boolean hide = quantities.get(i).role() == Role.PRINTED && quantities.get(i).isSmall(least);
      mark(i, hide ? Mark.SMALL : Mark.SHOWN);
    }
  }

  /** Decides on the part. */
  void run() {
    IntStream.range(0, marks.length).filter(this::isSecret).forEach(open::add);
    while (!open.isEmpty() && tableau.work() < MOST_WORK) {
      protect(open.remove());
    }
    open.stream().distinct().filter(target -> !exposed.contains(target)).forEach(exposed::add);
    exposed.removeIf(target -> isSafe(target, moves));
    tidy();
  }

  Mark mark(int quantity) {
    return marks[quantity];
  }

  /** Returns between which values a quantity was seen in the moves that were found. */
  Range range(int quantity) {
    long value = quantities.get(quantity).value();
    long[] seen = seen(quantity, moves);
    return new Range(value + seen[0], value + seen[1]);
  }

  /** Returns the changes that prove the ranges. */
  List<long[]> alternatives() {
    return moves.stream().map(Move::changes).toList();
  }

  List<Integer> exposed() {
    return exposed;
  }

  private boolean isSecret(int quantity) {
    Role role = quantities.get(quantity).role();
    return marks[quantity].isHidden()
        || (role == Role.IMPLIED && quantities.get(quantity).isSmall(least));
  }

  private void mark(int i, Mark mark) {
    Quantity quantity = quantities.get(i);
    long value = quantity.value();
    marks[i] = mark;
    switch (quantity.role()) {
      case KNOWN -> reach.fix(i);
      case IMPLIED, LATENT -> reach.set(i, (double) value, Reach.UNLIMITED, FREE_COST);
      case PRINTED -> {
        boolean few = value < least && !vague[i];
        double below = few ? Math.max(0, value - 1) : value - (vague[i] ? 0 : least);
        double above = few ? least - 1 - value : Reach.UNLIMITED;
        reach.set(i, below, above, mark.isHidden() ? HIDDEN_COST : loss(quantity));
      }
    }
  }

  /**
   * Returns what hiding costs: more for large counts, and for a 0, which few expect to be hidden.
   */
  private static double loss(Quantity quantity) {
    long value = quantity.value();
    return quantity.loss() * (value == 0 ? 16 : 1 + Math.log(1.0 + value));
  }

  private void protect(int target) {
    if (isSafe(target, moves) || widen(target)) {
      return;
    }
    for (List<Integer> more : List.of(List.of(target), neighbours(target), all())) {
      if (blur(more) && widen(target)) {
        return;
      }
    }
    if (!exposed.contains(target)) {
      exposed.add(target);
    }
  }

  /** Looks for moves that leave a quantity open enough. */
  private boolean widen(int target) {
    long value = quantities.get(target).value();
    if (isWhole(target)) {
      boolean upwards = search(target, least - 1 - value);
      boolean downwards = search(target, -value);
      return upwards && downwards;
    }
    long[] seen = seen(target, moves);
    if (search(target, least - 1 + seen[0])) {
      return true;
    }
    seen = seen(target, moves);
    search(target, Math.max(-value, seen[1] - (least - 1)));
    return isSafe(target, moves);
  }

  /** Tells whether a quantity has to be open from 0 to the least count, as its mark says it is. */
  private boolean isWhole(int target) {
    return marks[target] == Mark.SMALL;
  }

  private boolean isSafe(int target, List<Move> known) {
    long[] seen = seen(target, known);
    long value = quantities.get(target).value();
    return isWhole(target)
        ? value + seen[0] <= 0 && value + seen[1] >= least - 1
        : seen[1] - seen[0] >= least - 1;
  }

  private long[] seen(int target, List<Move> known) {
    long low = 0;
    long high = 0;
    for (Move move : known) {
      // a small count is 0 in its own moves only: others' are found for readers who know better
      if (move.target() == target || reach.allows(target, move.changes()[target])) {
        low = Math.min(low, move.changes()[target]);
        high = Math.max(high, move.changes()[target]);
      }
    }
    return new long[] {low, high};
  }

  /** Looks for a move by an amount, and hides what it changes. */
  private boolean search(int target, long amount) {
    long[] changes = amount == 0 ? new long[marks.length] : find(target, amount, reach);
    if (changes.length == 0) {
      return false;
    }
    moves.add(new Move(target, changes));
    for (int i = 0; i < changes.length; i++) {
      if (changes[i] != 0 && marks[i] == Mark.SHOWN && quantities.get(i).role() == Role.PRINTED) {
        mark(i, hidden(i));
        open.add(i);
      }
    }
    return changes[target] == amount;
  }

  /** Returns a move in whole numbers; empty if none was found. */
  private long[] find(int target, long amount, Reach within) {
    if (quantities.get(target).value() + amount >= 0) {
      long[] known = directions.sum(target, amount, within, this::costsNothing);
      if (known.length > 0) {
        return known;
      }
    }
    long[] found = search(target, amount, within);
    if (found.length > 0) {
      directions.add(found);
    }
    return found;
  }

  /** Tells whether a change of a quantity takes no more of the report away. */
  private boolean costsNothing(int quantity) {
    return marks[quantity].isHidden() || quantities.get(quantity).role() != Role.PRINTED;
  }

  /** Searches for the cheapest move; empty if none was found in whole numbers. */
  private long[] search(int target, long amount, Reach within) {
    Reach tried = within.copy();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      tableau.move(target, amount, tried);
      double[] found = tableau.changes();
      long[] whole = Arrays.stream(found).mapToLong(Math::round).toArray();
      if (isPossible(whole, target, within)) {
        return whole[target] == 0 ? new long[0] : whole;
      }
      tableau.reduce();
      for (int i = 0; i < found.length; i++) {
        // make the fractions dear, and everything a little different
        double times =
            Math.abs(found[i] - whole[i]) > 1e-6 ? 8 : 1 + 0.01 * ((i * 7 + attempt) % 5);
        tried.cost[i] *= times;
      }
    }
    return new long[0];
  }

  private boolean isPossible(long[] changes, int target, Reach within) {
    for (int i = 0; i < changes.length; i++) {
      if (i != target && !within.allows(i, changes[i])) {
        return false;
      }
    }
    return quantities.get(target).value() + changes[target] >= 0
        && relations.stream().allMatch(relation -> relation.of(changes) == 0);
  }

  private Mark hidden(int quantity) {
    if (vague[quantity]) {
      return Mark.ANY;
    }
    return quantities.get(quantity).value() < least ? Mark.SMALL : Mark.PROTECTING;
  }

  /** Lets the marks of quantities say nothing; false if they said nothing before. */
  private boolean blur(List<Integer> which) {
    boolean blurred = false;
    for (int i : which) {
      if (quantities.get(i).role() == Role.PRINTED && !vague[i]) {
        vague[i] = true;
        blurred = true;
        if (marks[i].isHidden()) {
          open.add(i);
        }
        mark(i, marks[i].isHidden() ? Mark.ANY : Mark.SHOWN);
      }
    }
    return blurred;
  }

  private List<Integer> neighbours(int target) {
    return relations.stream()
        .filter(r -> r.terms().stream().anyMatch(t -> t.quantity() == target))
        .flatMap(r -> r.terms().stream())
        .map(Relation.Term::quantity)
        .distinct()
        .toList();
  }

  private List<Integer> all() {
    return IntStream.range(0, marks.length).boxed().toList();
  }

  /** Shows again what turned out to be hidden without need, the dearest first. */
  private void tidy() {
    if (!exposed.isEmpty()) {
      return;
    }
    long until = tableau.work() + TIDY_WORK;
    List<Integer> more =
        IntStream.range(0, marks.length)
            .filter(i -> marks[i].isHidden() && !quantities.get(i).isSmall(least))
            .boxed()
            .sorted(
                Collections.reverseOrder(
                    Comparator.comparingDouble((Integer i) -> loss(quantities.get(i)))))
            .toList();
    for (int quantity : more) {
      if (tableau.work() < until) {
        showAgain(quantity);
      }
    }
  }

  private void showAgain(int quantity) {
    Mark mark = marks[quantity];
    Reach rest = reach.copy();
    for (int i = 0; i < marks.length; i++) {
      if (quantities.get(i).role() == Role.PRINTED && (!marks[i].isHidden() || i == quantity)) {
        rest.fix(i);
      }
    }
    marks[quantity] = Mark.SHOWN;
    List<Move> kept =
        new ArrayList<>(moves.stream().filter(m -> m.changes()[quantity] == 0).toList());
    boolean safe =
        IntStream.range(0, marks.length)
            .filter(this::isSecret)
            .allMatch(target -> isSafe(target, kept) || replace(target, rest, kept));
    if (safe) {
      mark(quantity, Mark.SHOWN);
      moves.clear();
      moves.addAll(kept);
    } else {
      marks[quantity] = mark;
    }
  }

  private boolean replace(int target, Reach rest, List<Move> kept) {
    long value = quantities.get(target).value();
    long high = isWhole(target) ? least - 1 - value : least - 1 + seen(target, kept)[0];
    add(target, high, rest, kept);
    long low = isWhole(target) ? -value : Math.max(-value, seen(target, kept)[1] - (least - 1));
    add(target, low, rest, kept);
    return isSafe(target, kept);
  }

  private void add(int target, long amount, Reach rest, List<Move> kept) {
    if (amount != 0) {
      long[] changes = find(target, amount, rest);
      if (changes.length > 0) {
        kept.add(new Move(target, changes));
      }
    }
  }
}

package io.blindsum.release.audit;

import java.util.ArrayList;
import java.util.List;

/**
 * Quantities that add up to nothing, whatever the records are: cells and their margin, say.
 *
 * @param terms each quantity once
 */
public record Relation(List<Term> terms) {
  /**
   * One summand.
   *
   * @param quantity its index in the report
   * @param factor not 0
   */
  public record Term(int quantity, long factor) {}

  /** Keeps the terms. */
  public Relation {
    terms = List.copyOf(terms);
  }

  /** Returns that parts add up to a whole. */
  public static Relation sum(List<Integer> parts, int whole) {
    List<Term> terms = new ArrayList<>();
    parts.forEach(part -> terms.add(new Term(part, 1)));
    terms.add(new Term(whole, -1));
    return new Relation(terms);
  }

  /** Returns what quantities of these values add up to; 0 if they can be. */
  long of(long[] values) {
    long sum = 0;
    for (Term term : terms) {
      sum = Math.addExact(sum, Math.multiplyExact(term.factor(), values[term.quantity()]));
    }
    return sum;
  }
}

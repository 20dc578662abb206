package io.blindsum.release.rule;

import io.blindsum.release.audit.Finding;
import java.util.Collection;

/**
 * What was proved of a report.
 *
 * @param counts that the report has
 * @param hidden how many of them are hidden
 * @param narrowest the fewest values that any hidden one may have for all that is shown; 0 if none
 *     is hidden
 * @param withheld of how many columns and statistics of a group nothing is shown, because hiding
 *     single counts would not have been enough
 */
public record Proof(long counts, long hidden, long narrowest, long withheld) {
  static final Proof NOTHING = new Proof(0, 0, 0, 0);

  static Proof of(Finding finding, Collection<Integer> printed) {
    long hidden = printed.stream().filter(i -> finding.marks().get(i).isHidden()).count();
    long narrowest =
        printed.stream()
            .filter(i -> finding.marks().get(i).isHidden())
            .mapToLong(i -> finding.ranges().get(i).size())
            .min()
            .orElse(0);
    return new Proof(printed.size(), hidden, narrowest, 0);
  }

  Proof withheld(long number) {
    return new Proof(counts, hidden, narrowest, number);
  }

  Proof and(Proof other) {
    return new Proof(
        counts + other.counts,
        hidden + other.hidden,
        hidden == 0 || other.hidden == 0
            ? Math.max(narrowest, other.narrowest)
            : Math.min(narrowest, other.narrowest),
        withheld + other.withheld);
  }
}

package io.blindsum.release.result;

/**
 * What was proved of a report: how many values each hidden count may have for all that is shown.
 *
 * @param counts that the report has
 * @param hidden how many of them are hidden
 * @param narrowest the fewest values that any hidden one may have; 0 if none is hidden
 * @param withheld of how many columns and statistics of a group nothing is shown, because hiding
 *     single counts would not have been enough
 */
public record Proof(long counts, long hidden, long narrowest, long withheld) {
  /** Of no counts. */
  public static final Proof NOTHING = new Proof(0, 0, 0, 0);

  /** Returns what is proved of two parts that share no count. */
  public Proof and(Proof other) {
    long both =
        hidden == 0 || other.hidden == 0
            ? Math.max(narrowest, other.narrowest)
            : Math.min(narrowest, other.narrowest);
    return new Proof(counts + other.counts, hidden + other.hidden, both, withheld + other.withheld);
  }

  /**
   * Returns it in one line.
   *
   * @param least the least count that is shown
   */
  public String text(long least) {
    if (least == 1) {
      return "audit: min_cell is 1, so nothing is hidden and counts of one person are shown";
    }
    if (counts > 0 && hidden == counts) {
      return "audit: all %s counts are hidden; ask for fewer groups, wider bands or fewer tables"
          .formatted(counts);
    }
    String text =
        hidden == 0
            ? "audit: none of %s counts is hidden".formatted(counts)
            : "audit: %s of %s counts are hidden, and each could have at least %s values"
                    .formatted(hidden, counts, narrowest)
                + " for all that is shown";
    return withheld == 0
        ? text
        : text + "; nothing is shown of %s more columns and statistics".formatted(withheld);
  }
}

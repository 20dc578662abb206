package io.blindsum.hospital;

import java.util.stream.LongStream;

/**
 * The one rule by which a cohort is too small to be answered about. No part of what will leave may
 * be of 1 to k - 1 patients: no group, category or cell of a table, no number of values that are
 * not missing, no number of rows that were left out; nor a difference of two sums of one column, or
 * of two ways to band one.
 *
 * <p>Where patients have several rows, so many rows count as k patients as k - 1 of them cannot
 * have: whatever rows cells differ by, they are of k patients then.
 *
 * <p>Cells of fewer patients may leave where nobody who asks can open them: sealed to a cloud that
 * adds those of at least two sites before anybody does. The cohort, what was left out, and the
 * patients with a value of each column are judged there too.
 *
 * <p>Nor may one row be more than so many percent of a sum, of each group and lane, or over all of
 * them where cells of fewer patients may leave.
 *
 * @param atLeast k, at least 1
 * @param pooled whether cells are added to those of other sites before they are opened
 * @param dominance how many percent of a sum one row may be; 100 for all of it
 */
record CellMinimum(int atLeast, boolean pooled, int dominance) {
  /** One row may be all of a sum. */
  static final int ANY_DOMINANCE = 100;

  /** What is said of every cohort that is too small, for whatever reason. */
  static final String REFUSAL = "the cohort is below the site's minimum";

  /** Tells whether an answer may leave. */
  boolean admits(CellTally tally, long leftOut) {
    int least = tally.rowsOf(atLeast);
    return tally.size() >= least
        && isNoneOrEnough(leftOut, atLeast)
        && tally.fillsLanes()
        && areNoneOrEnough(tally.sizesOverGroups(), least)
        && (pooled || areEnough(tally, least));
  }

  private static boolean areEnough(CellTally tally, int least) {
    return areNoneOrEnough(tally.sizes(), least)
        && areNoneOrEnough(tally.sizesOfLanes(), least)
        && tally.isFarFromItself(least);
  }

  private static boolean areNoneOrEnough(LongStream counts, int least) {
    return counts.allMatch(count -> isNoneOrEnough(count, least));
  }

  private static boolean isNoneOrEnough(long count, int least) {
    return count == 0 || count >= least;
  }

  /** Tells whether an answer with these sums may leave. */
  boolean admits(Dominance sums) {
    return !limitsDominance() || sums.isWithin(dominance, pooled);
  }

  /** Tells whether sums are judged at all. */
  boolean limitsDominance() {
    return dominance < ANY_DOMINANCE;
  }

  /** Says in one line whose cells are judged how, for people. */
  String words() {
    String cells =
        pooled
            ? "cohorts of at least %s; smaller cells only as sums of two sites or more"
                .formatted(atLeast)
            : "every cell of at least %s, or none".formatted(atLeast);
    return limitsDominance() ? cells + "; no row above %s %% of a sum".formatted(dominance) : cells;
  }
}

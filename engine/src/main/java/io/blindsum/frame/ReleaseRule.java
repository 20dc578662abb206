package io.blindsum.frame;

import java.util.Optional;

/**
 * What may be shown of totals. The question has one and so has every site; the {@link #strictest}
 * travels with the totals and holds for every report of them.
 *
 * @param minCell the least count of people that is shown, besides 0; 1 hides nothing
 * @param rounding what all counts are shown as multiples of; 1 for exact ones
 * @param rowsPerParameter how many rows a linear model has at least for each of its parameters
 * @param hideZeros whether a count of nobody is hidden like a small one, and with it that of all
 */
public record ReleaseRule(int minCell, int rounding, int rowsPerParameter, boolean hideZeros) {
  /** As many rows for each parameter as DataSHIELD wants ({@code nfilter.glm}, 0.33). */
  public static final int DEFAULT_ROWS_PER_PARAMETER = 3;

  /** Hides nothing but models of very few rows. */
  public static final ReleaseRule EVERYTHING = of(1);

  /** Checks the numbers. */
  public ReleaseRule {
    require(minCell, 1, "least count");
    require(rounding, 1, "base of rounding");
    require(rowsPerParameter, DEFAULT_ROWS_PER_PARAMETER, "rows for each parameter");
  }

  private static void require(int number, int least, String what) {
    if (number < least) {
      throw new IllegalArgumentException(what + ": at least " + least + " expected, got " + number);
    }
  }

  /** Returns a rule that has a least count and leaves the rest as it is for most. */
  public static ReleaseRule of(int minCell) {
    return new ReleaseRule(minCell, 1, DEFAULT_ROWS_PER_PARAMETER, false);
  }

  /** Returns the same rule with another least count. */
  public ReleaseRule withMinCell(int other) {
    return new ReleaseRule(other, rounding, rowsPerParameter, hideZeros);
  }

  /** Returns the same rule for counts as they are. */
  public ReleaseRule withoutRounding() {
    return new ReleaseRule(minCell, 1, rowsPerParameter, hideZeros);
  }

  /**
   * Returns the rule that keeps both. A least count that the other's rounding would show as 0 grows
   * with it.
   */
  public ReleaseRule strictest(ReleaseRule other) {
    int base = Math.max(rounding, other.rounding);
    int least = Math.max(minCell, other.minCell);
    return new ReleaseRule(
        least == 1 ? 1 : Math.max(least, (base + 1) / 2),
        base,
        Math.max(rowsPerParameter, other.rowsPerParameter),
        hideZeros || other.hideZeros);
  }

  /** Returns why the rule contradicts itself, and what to do; empty if it does not. */
  public Optional<String> contradiction() {
    if (hideZeros && minCell == 1) {
      return Optional.of(
          "hide_zeros hides a 0 among small counts, and min_cell 1 hides none: 2 up");
    }
    return minCell > 1 && 2 * minCell < rounding
        ? Optional.of(
            "a multiple of %s would show a count of %s as 0: min_cell from %s up, or rounding to %s"
                .formatted(rounding, minCell, (rounding + 1) / 2, 2 * minCell))
        : Optional.empty();
  }

  /** Returns the shown count for a count: the nearest multiple, the greater of two. */
  public long rounded(long count) {
    return Math.floorDiv(2 * count + rounding, 2L * rounding) * rounding;
  }

  /** Returns in one line what a reader gets to see. */
  public String words() {
    StringBuilder text = new StringBuilder();
    if (minCell == 1) {
      text.append("EVERY count, also that of ONE person: min_cell is 1 and hides nothing");
    } else {
      text.append(hideZeros ? "counts from " : "counts of 0 and from ").append(minCell);
      text.append(hideZeros ? " up; smaller ones and 0 as <" : " up; smaller ones as <");
      text.append(minCell).append(", also not by subtraction");
    }
    if (rounding > 1) {
      text.append("; all counts rounded to multiples of ").append(rounding);
      text.append(", and what follows computed from these");
    }
    if (rowsPerParameter > DEFAULT_ROWS_PER_PARAMETER) {
      text.append("; models of ").append(rowsPerParameter).append(" rows or more a parameter");
    }
    return text.toString();
  }
}

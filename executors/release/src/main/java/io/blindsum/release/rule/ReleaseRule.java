package io.blindsum.release.rule;

/**
 * What may be shown of totals.
 *
 * @param leastCount the least count of people that is shown, besides 0; 1 shows everything
 */
public record ReleaseRule(long leastCount) {
  /** Hides nothing. */
  public static final ReleaseRule EVERYTHING = new ReleaseRule(1);

  /** Checks the count. */
  public ReleaseRule {
    if (leastCount < 1) {
      throw new IllegalArgumentException("least count: at least 1 expected, got " + leastCount);
    }
  }
}

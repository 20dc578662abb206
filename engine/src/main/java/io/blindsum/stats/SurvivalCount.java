package io.blindsum.stats;

/**
 * How many people's follow-up ended at one time.
 *
 * @param time in whole units, such as months; at least 0
 * @param events whose follow-up ended with the event, at least 0
 * @param censored whose follow-up ended without it, at least 0
 */
public record SurvivalCount(int time, long events, long censored) {
  /** Checks the time and the counts. */
  public SurvivalCount {
    if (time < 0 || events < 0 || censored < 0) {
      throw new IllegalArgumentException("a time or a count is below 0");
    }
  }
}

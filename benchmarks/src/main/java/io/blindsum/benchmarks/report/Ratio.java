package io.blindsum.benchmarks.report;

/**
 * How many times faster one measurement is than another.
 *
 * @param what the operation, {@link #OVER} and what it is compared with
 * @param bits of n
 * @param times the other's time divided by ours
 * @param goal what BlindSum wants to reach at least
 * @param ours what ran, in microseconds an element
 * @param theirs what it was compared with, in microseconds an element
 */
public record Ratio(String what, int bits, double times, double goal, double ours, double theirs) {
  /** Stands between the two that are compared, in {@link #what}. */
  public static final String OVER = " over ";
}

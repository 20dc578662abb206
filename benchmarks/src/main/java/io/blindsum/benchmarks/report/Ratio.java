package io.blindsum.benchmarks.report;

/**
 * How many times faster one measurement is than another.
 *
 * @param operation in words
 * @param over what it is compared with
 * @param isPeer whether that is another program, and not a part of ours
 * @param bits of n
 * @param times the other's time divided by ours
 * @param goal what BlindSum wants to reach at least
 * @param ours microseconds an element
 * @param theirs microseconds an element
 */
public record Ratio(
    String operation,
    String over,
    boolean isPeer,
    int bits,
    double times,
    double goal,
    double ours,
    double theirs) {}

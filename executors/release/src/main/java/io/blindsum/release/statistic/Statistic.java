package io.blindsum.release.statistic;

/** A statistic, by what it is computed from. */
public sealed interface Statistic permits ColumnStatistic, GroupStatistic, Comparison {
  /** Returns what it is. */
  Declaration declaration();
}

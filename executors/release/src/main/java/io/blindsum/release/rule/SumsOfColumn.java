package io.blindsum.release.rule;

import io.blindsum.stats.Moments;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The sum and the sum of squares of a column, and how many rows have which of its values: shown
 * together, the one bounds the other.
 */
final class SumsOfColumn {
  private static final double TOLERANCE = 1e-9;

  private final String column;
  private final Moments moments;
  private final double[] lows;
  private final double[] highs;
  private final List<Integer> counts;

  /**
   * Takes what is shown of a column.
   *
   * @param column its name
   * @param moments of its values
   * @param lows the least value of each class
   * @param highs the greatest
   * @param counts the places of their counts
   */
  SumsOfColumn(
      String column, Moments moments, double[] lows, double[] highs, List<Integer> counts) {
    this.column = column;
    this.moments = moments;
    this.lows = lows;
    this.highs = highs;
    this.counts = counts;
  }

  String column() {
    return column;
  }

  /** Tells whether rows with these counts can have this sum and this sum of squares. */
  boolean allow(List<Long> values) {
    double sum = moments.sum().doubleValue();
    double squares = moments.sumOfSquares().doubleValue();
    double least = 0;
    double most = 0;
    double size = 1;
    for (int i = 0; i < lows.length; i++) {
      long count = values.get(counts.get(i));
      least += count * lows[i];
      most += count * highs[i];
      size += count * Math.max(lows[i] * lows[i], highs[i] * highs[i]);
    }
    double slack = TOLERANCE * size;
    return least <= sum + slack
        && sum <= most + slack
        && leastSquares(values, sum) <= squares + slack
        && squares <= mostSquares(values, sum) + slack;
  }

  /**
   * Returns the least sum of squares: all values as near to one level as their classes let them.
   */
  private double leastSquares(List<Long> values, double sum) {
    double below = Double.POSITIVE_INFINITY;
    double above = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < lows.length; i++) {
      below = Math.min(below, lows[i]);
      above = Math.max(above, highs[i]);
    }
    for (int i = 0; i < 200; i++) {
      double level = (below + above) / 2;
      if (total(values, level, false) < sum) {
        below = level;
      } else {
        above = level;
      }
    }
    return total(values, (below + above) / 2, true);
  }

  private double total(List<Long> values, double level, boolean squared) {
    double total = 0;
    for (int i = 0; i < lows.length; i++) {
      double value = Math.min(highs[i], Math.max(lows[i], level));
      total += values.get(counts.get(i)) * (squared ? value * value : value);
    }
    return total;
  }

  /** Returns the greatest sum of squares: all values at an end of their class, the upper last. */
  private double mostSquares(List<Long> values, double sum) {
    double left = sum;
    double squares = 0;
    for (int i = 0; i < lows.length; i++) {
      left -= values.get(counts.get(i)) * lows[i];
      squares += values.get(counts.get(i)) * lows[i] * lows[i];
    }
    List<Integer> steepest =
        IntStream.range(0, lows.length)
            .boxed()
            .sorted((i, j) -> Double.compare(lows[j] + highs[j], lows[i] + highs[i]))
            .toList();
    for (int i : steepest) {
      double width = highs[i] - lows[i];
      double moved = Math.min(left, values.get(counts.get(i)) * width);
      squares += moved * (lows[i] + highs[i]);
      left -= moved;
    }
    return squares;
  }
}

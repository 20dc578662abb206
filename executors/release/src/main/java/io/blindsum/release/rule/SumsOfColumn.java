package io.blindsum.release.rule;

import io.blindsum.stats.Moments;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The sum and the sum of squares of a column, and how many rows have which of its values: shown
 * together, the one bounds the other. Values are whole numbers, as many steps of the column's last
 * decimal.
 */
final class SumsOfColumn {
  private static final double TOLERANCE = 1e-9;

  /**
   * Of more rows the sums of squares between the least and the greatest have no gaps to speak of.
   */
  private static final long MOST_SEARCHED = 500;

  private final String column;
  private final double sum;
  private final double squares;
  private final double[] lows;
  private final double[] highs;
  private final List<Integer> counts;

  /**
   * Takes what is shown of a column.
   *
   * @param column its name
   * @param moments of its values
   * @param decimals of its values
   * @param lows the least value of each class, in steps
   * @param highs the greatest
   * @param counts the places of their counts
   */
  SumsOfColumn(
      String column,
      Moments moments,
      int decimals,
      double[] lows,
      double[] highs,
      List<Integer> counts) {
    this.column = column;
    this.sum = moments.sum().scaleByPowerOfTen(decimals).doubleValue();
    this.squares = moments.sumOfSquares().scaleByPowerOfTen(2 * decimals).doubleValue();
    this.lows = lows;
    this.highs = highs;
    this.counts = counts;
  }

  String column() {
    return column;
  }

  /**
   * Tells whether rows with these counts can have this sum and this sum of squares. Few rows cannot
   * have every one between the least and the greatest: then such rows are looked for. Of many it is
   * so at the ends alone, where as much is left free as a value can add on its way through its
   * class.
   */
  boolean allow(List<Long> values) {
    double least = 0;
    double most = 0;
    double size = 1;
    double widest = 0;
    long rows = 0;
    for (int i = 0; i < lows.length; i++) {
      long count = values.get(counts.get(i));
      least += count * lows[i];
      most += count * highs[i];
      size += count * Math.max(lows[i] * lows[i], highs[i] * highs[i]);
      widest = count == 0 ? widest : Math.max(widest, highs[i] - lows[i]);
      rows += count;
    }
    double slack = TOLERANCE * size;
    double free = rows > MOST_SEARCHED ? widest * widest : 0;
    return least <= sum + slack
        && sum <= most + slack
        && leastSquares(values) + free <= squares + slack
        && squares <= mostSquares(values) - free + slack
        && (rows > MOST_SEARCHED || rowsWith(values).exist());
  }

  private RowsWithSums rowsWith(List<Long> values) {
    RowsWithSums rows = new RowsWithSums(Math.round(sum), Math.round(squares));
    for (int i = 0; i < lows.length; i++) {
      rows.add(values.get(counts.get(i)), Math.round(lows[i]), Math.round(highs[i]));
    }
    return rows;
  }

  /**
   * Returns the least sum of squares: all values as near to one level as their classes let them.
   */
  private double leastSquares(List<Long> values) {
    double below = Double.POSITIVE_INFINITY;
    double above = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < lows.length; i++) {
      below = Math.min(below, lows[i]);
      above = Math.max(above, highs[i]);
    }
    while (below < above) {
      double level = Math.ceil((below + above) / 2);
      if (total(values, level, false) <= sum) {
        below = level;
      } else {
        above = level - 1;
      }
    }
    // so many are a step above it
    double raised = sum - total(values, below, false);
    return total(values, below, true) + raised * (2 * below + 1);
  }

  private double total(List<Long> values, double level, boolean squared) {
    double total = 0;
    for (int i = 0; i < lows.length; i++) {
      double value = Math.min(highs[i], Math.max(lows[i], level));
      total += values.get(counts.get(i)) * (squared ? value * value : value);
    }
    return total;
  }

  /**
   * Returns the sum of squares of values at an end of their class, the upper last, and one between.
   */
  private double mostSquares(List<Long> values) {
    double left = sum;
    double most = 0;
    for (int i = 0; i < lows.length; i++) {
      left -= values.get(counts.get(i)) * lows[i];
      most += values.get(counts.get(i)) * lows[i] * lows[i];
    }
    List<Integer> steepest =
        IntStream.range(0, lows.length)
            .filter(i -> highs[i] > lows[i])
            .boxed()
            .sorted((i, j) -> Double.compare(lows[j] + highs[j], lows[i] + highs[i]))
            .toList();
    for (int i : steepest) {
      double width = highs[i] - lows[i];
      double full = Math.min(values.get(counts.get(i)), Math.floor(left / width));
      most += full * width * (lows[i] + highs[i]);
      left -= full * width;
      if (full < values.get(counts.get(i))) {
        return most + left * (2 * lows[i] + left);
      }
    }
    return most;
  }
}

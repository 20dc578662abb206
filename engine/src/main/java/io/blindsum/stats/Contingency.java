package io.blindsum.stats;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * How often the values of two categories occur together, and Pearson's test of whether they depend
 * on each other (K. Pearson, Philosophical Magazine 50 (1900), 157-175; without continuity
 * correction).
 *
 * <p>Rows and columns that nobody is in do not count as values in the test.
 *
 * @param counts one list a row, all as long as there are columns; each at least 0
 */
public record Contingency(List<List<Long>> counts) {
  /** Checks the shape. */
  public Contingency {
    counts = counts.stream().map(List::copyOf).toList();
    int columns = counts.isEmpty() ? 0 : counts.get(0).size();
    for (List<Long> row : counts) {
      if (row.size() != columns || row.stream().anyMatch(n -> n < 0)) {
        throw new IllegalArgumentException("a cross table has rows of one length, of counts");
      }
    }
  }

  /**
   * The outcome of the test.
   *
   * @param statistic the double nearest to the sum of {@code (observed - expected)^2 / expected}
   * @param degreesOfFreedom of the rows and columns with people
   * @param p of a statistic at least as large
   * @param smallestExpected the least expected count; below 5 the test is too rough
   */
  public record ChiSquareTest(
      double statistic, long degreesOfFreedom, double p, double smallestExpected) {}

  /** Returns the number of people. */
  public long total() {
    return rowTotals().stream().mapToLong(Long::longValue).reduce(0, Math::addExact);
  }

  /** Returns the people in each row. */
  public List<Long> rowTotals() {
    return counts.stream().map(Contingency::total).toList();
  }

  /** Returns the people in each column. */
  public List<Long> columnTotals() {
    return transposed().stream().map(Contingency::total).toList();
  }

  /**
   * Returns the counts that were expected if rows and columns did not depend on each other: {@code
   * row total * column total / total}.
   *
   * @throws UndefinedStatisticException if there is nobody in the table
   */
  public List<List<Double>> expected() {
    List<List<Double>> expected = new ArrayList<>();
    for (long row : rowTotals()) {
      expected.add(
          columnTotals().stream()
              .map(column -> ExactRounding.value(expected(row, column)))
              .toList());
    }
    return expected;
  }

  /**
   * Tests whether rows and columns depend on each other.
   *
   * @throws UndefinedStatisticException if fewer than two rows or columns have people
   */
  public ChiSquareTest chiSquareTest() {
    List<Long> rows = rowTotals();
    List<Long> columns = columnTotals();
    long degrees = (filled(rows) - 1) * (filled(columns) - 1);
    if (filled(rows) < 2 || filled(columns) < 2) {
      throw new UndefinedStatisticException(
          "a chi-square test needs two rows and two columns with people");
    }
    List<BigFraction> terms = new ArrayList<>();
    double smallest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < rows.size(); i++) {
      for (int j = 0; j < columns.size(); j++) {
        if (rows.get(i) > 0 && columns.get(j) > 0) {
          BigFraction expected = expected(rows.get(i), columns.get(j));
          BigFraction difference = Fractions.of(counts.get(i).get(j)).subtract(expected);
          terms.add(difference.pow(2).divide(expected));
          smallest = Math.min(smallest, ExactRounding.value(expected));
        }
      }
    }
    double statistic = ExactRounding.value(Fractions.sum(terms));
    return new ChiSquareTest(statistic, degrees, Tails.chiSquare(statistic, degrees), smallest);
  }

  private BigFraction expected(long row, long column) {
    if (total() == 0) {
      throw new UndefinedStatisticException("expected counts need people in the table");
    }
    return Fractions.of(row).multiply(BigInteger.valueOf(column)).divide(total());
  }

  private List<List<Long>> transposed() {
    List<List<Long>> columns = new ArrayList<>();
    int width = counts.isEmpty() ? 0 : counts.get(0).size();
    for (int j = 0; j < width; j++) {
      int column = j;
      columns.add(counts.stream().map(row -> row.get(column)).toList());
    }
    return columns;
  }

  private static long total(List<Long> counts) {
    return counts.stream().mapToLong(Long::longValue).reduce(0, Math::addExact);
  }

  private static long filled(List<Long> totals) {
    return totals.stream().filter(n -> n > 0).count();
  }
}

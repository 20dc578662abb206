package io.blindsum.release.rule;

import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.NumberType;
import io.blindsum.frame.ReleaseRule;
import io.blindsum.layout.ColumnTotals;
import io.blindsum.layout.GroupTotals;
import io.blindsum.layout.StatisticTotals;
import io.blindsum.question.RegressionSpec;
import io.blindsum.stats.CrossMoments;
import io.blindsum.stats.Moments;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which correlations and linear models are shown: those that do not describe a few people.
 *
 * <p>A linear model has so many rows for each parameter as the rule wants. No column may be
 * constant but for a few rows, no two columns of two values may have few people in one of their
 * four cells, and the rows that a missing value leaves out are none or enough.
 */
final class ModelRule {
  private final GroupTotals group;
  private final long least;
  private final long rowsPerParameter;

  ModelRule(GroupTotals group, ReleaseRule rule) {
    this.group = group;
    this.least = rule.minCell();
    this.rowsPerParameter = rule.rowsPerParameter();
  }

  /** Tells whether a model is shown. */
  boolean allows(StatisticTotals.Products totals) {
    CrossMoments moments = totals.moments();
    return !isSmall(moments.n())
        && hasRowsForParameters(totals)
        && leavesOutNoneOrEnough(totals)
        && varies(moments, totals.spec().columns())
        && hasFullCells(moments);
  }

  private boolean isSmall(long count) {
    return count > 0 && count < least;
  }

  private boolean hasRowsForParameters(StatisticTotals.Products totals) {
    return !(totals.spec() instanceof RegressionSpec spec)
        || (spec.predictors().size() + 1) * rowsPerParameter <= totals.n();
  }

  private boolean leavesOutNoneOrEnough(StatisticTotals.Products totals) {
    List<String> names = totals.spec().columns().stream().map(ColumnSpec::name).toList();
    List<Long> larger = new ArrayList<>(List.of(group.rows()));
    for (ColumnTotals column : group.columns()) {
      if (names.contains(column.name())) {
        larger.add(column.n());
      }
    }
    for (StatisticTotals other : group.statistics()) {
      Set<String> columns =
          Set.copyOf(other.spec().columns().stream().map(ColumnSpec::name).toList());
      if (names.containsAll(columns)) {
        larger.add(other.n());
      }
    }
    return larger.stream().noneMatch(n -> isSmall(n - totals.n()));
  }

  private boolean varies(CrossMoments moments, List<ColumnSpec> columns) {
    if (moments.n() == 0) {
      return true;
    }
    for (ColumnSpec column : columns) {
      Moments one = moments(moments, moments.names().indexOf(column.name()));
      if (!varies(one, column.type().numbers().orElseThrow())) {
        return false;
      }
    }
    return true;
  }

  private static Moments moments(CrossMoments moments, int index) {
    return new Moments(
        moments.n(), moments.sums().get(index), moments.products().get(index).get(index));
  }

  private boolean varies(Moments moments, NumberType type) {
    Optional<TwoValues> two = TwoValues.of(moments);
    if (two.isPresent()) {
      return !isSmall(two.get().ones()) && !isSmall(moments.n() - two.get().ones());
    }
    BigDecimal unit = BigDecimal.ONE.movePointLeft(type.decimals());
    BigDecimal middle =
        moments
            .sum()
            .divide(BigDecimal.valueOf(moments.n()), type.decimals(), RoundingMode.HALF_EVEN);
    BigDecimal steps = squares(moments, middle).divide(unit.multiply(unit), MathContext.DECIMAL64);
    return steps.compareTo(BigDecimal.valueOf(least)) >= 0
        && isAway(moments, BigDecimal.valueOf(type.lowest(), type.decimals()))
        && isAway(moments, BigDecimal.valueOf(type.highest(), type.decimals()));
  }

  /**
   * Tells whether enough rows differ from a bound of the column: by Cauchy and Schwarz they are at
   * least {@code (sum |x - c|)^2 / sum (x - c)^2}, and no more if they all have one value.
   */
  private boolean isAway(Moments moments, BigDecimal bound) {
    BigDecimal sum = moments.sum().subtract(bound.multiply(BigDecimal.valueOf(moments.n())));
    BigDecimal squares = squares(moments, bound).multiply(BigDecimal.valueOf(least));
    return sum.multiply(sum).compareTo(squares) >= 0;
  }

  /** Returns the sum of the squared differences from a value. */
  private static BigDecimal squares(Moments moments, BigDecimal value) {
    BigDecimal n = BigDecimal.valueOf(moments.n());
    return moments
        .sumOfSquares()
        .subtract(value.multiply(moments.sum()).multiply(BigDecimal.valueOf(2)))
        .add(value.multiply(value).multiply(n));
  }

  private boolean hasFullCells(CrossMoments moments) {
    int size = moments.names().size();
    List<Optional<TwoValues>> values = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      values.add(TwoValues.of(moments(moments, i)));
    }
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < i; j++) {
        if (values.get(i).isPresent()
            && values.get(j).isPresent()
            && !hasFullCells(moments, i, values.get(i).get(), j, values.get(j).get())) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean hasFullCells(
      CrossMoments moments, int i, TwoValues first, int j, TwoValues second) {
    BigDecimal n = BigDecimal.valueOf(moments.n());
    BigDecimal both =
        moments
            .products()
            .get(i)
            .get(j)
            .subtract(second.low().multiply(moments.sums().get(i)))
            .subtract(first.low().multiply(moments.sums().get(j)))
            .add(first.low().multiply(second.low()).multiply(n));
    BigDecimal area =
        first.high().subtract(first.low()).multiply(second.high().subtract(second.low()));
    long ones = both.divide(area, 0, RoundingMode.HALF_EVEN).longValueExact();
    return !isSmall(ones)
        && !isSmall(first.ones() - ones)
        && !isSmall(second.ones() - ones)
        && !isSmall(moments.n() - first.ones() - second.ones() + ones);
  }
}

package io.blindsum.release.rule;

import io.blindsum.frame.ReleaseRule;
import io.blindsum.stats.CrossMoments;
import io.blindsum.stats.Moments;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The sums that as many people as a rounded count says would have, with the mean, variance and
 * correlation of the exact ones. The sums are multiples of two units of the last decimal, the least
 * that any number of people with this rounded count could have: their digits do not tell which.
 */
final class RoundedMoments {
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  private final ReleaseRule rule;

  RoundedMoments(ReleaseRule rule) {
    this.rule = rule;
  }

  /** Rounds the count of a sample. */
  Moments of(Moments exact) {
    long people = rule.rounded(exact.n());
    if (people == 0) {
      return new Moments(0, BigDecimal.ZERO, BigDecimal.ZERO);
    }
    Optional<TwoValues> two = TwoValues.of(exact);
    if (two.isPresent()) {
      return twoValues(people, two.get());
    }
    BigDecimal n = BigDecimal.valueOf(exact.n());
    BigDecimal rounded = BigDecimal.valueOf(people);
    BigDecimal unit = unit(exact);
    BigDecimal sum = toUnit(divide(exact.sum().multiply(rounded), n), unit, RoundingMode.HALF_EVEN);
    BigDecimal squares =
        divide(
            variation(exact).multiply(rounded.subtract(BigDecimal.ONE)),
            n.subtract(BigDecimal.ONE).max(BigDecimal.ONE));
    // upwards, as no sample has a variance below 0
    return new Moments(
        people,
        sum,
        toUnit(
            squares.add(divide(sum.multiply(sum), rounded)),
            unit.multiply(unit),
            RoundingMode.CEILING));
  }

  private Moments twoValues(long people, TwoValues two) {
    BigDecimal ones = BigDecimal.valueOf(Math.min(people, rule.rounded(two.ones())));
    BigDecimal others = BigDecimal.valueOf(people).subtract(ones);
    return new Moments(
        people,
        two.low().multiply(others).add(two.high().multiply(ones)),
        two.low().pow(2).multiply(others).add(two.high().pow(2).multiply(ones)));
  }

  /** Rounds the count of a sample of several variables. */
  CrossMoments of(CrossMoments exact) {
    int size = exact.names().size();
    List<Moments> before = new ArrayList<>();
    List<Moments> after = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      before.add(new Moments(exact.n(), exact.sums().get(i), exact.products().get(i).get(i)));
      after.add(of(before.get(i)));
    }
    List<List<BigDecimal>> products = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      List<BigDecimal> row = new ArrayList<>();
      for (int j = 0; j < i; j++) {
        BigDecimal product = exact.products().get(i).get(j);
        row.add(product(product, before.get(i), before.get(j), after.get(i), after.get(j)));
      }
      row.add(after.get(i).sumOfSquares());
      products.add(row);
    }
    return new CrossMoments(
        exact.names(),
        rule.rounded(exact.n()),
        after.stream().map(Moments::sum).toList(),
        products);
  }

  private BigDecimal product(BigDecimal exact, Moments x, Moments y, Moments newX, Moments newY) {
    if (newX.n() == 0) {
      return BigDecimal.ZERO;
    }
    BigDecimal center = divide(newX.sum().multiply(newY.sum()), BigDecimal.valueOf(newX.n()));
    BigDecimal scale = variation(x).multiply(variation(y));
    if (scale.signum() <= 0) {
      return center;
    }
    Optional<TwoValues> one = TwoValues.of(x);
    Optional<TwoValues> other = TwoValues.of(y);
    if (one.isPresent() && other.isPresent()) {
      return ofCells(exact, x, y, one.get(), other.get(), newX.n());
    }
    BigDecimal factor =
        divide(variation(newX).multiply(variation(newY)), scale)
            .max(BigDecimal.ZERO)
            .sqrt(MathContext.DECIMAL64);
    BigDecimal together =
        exact.subtract(divide(x.sum().multiply(y.sum()), BigDecimal.valueOf(x.n())));
    // towards 0, as no correlation is above 1
    BigDecimal rounded =
        toUnit(
            center.add(together.multiply(factor)),
            unit(x).multiply(unit(y)),
            together.signum() > 0 ? RoundingMode.FLOOR : RoundingMode.CEILING);
    boolean possible =
        rounded.subtract(center).pow(2).compareTo(variation(newX).multiply(variation(newY))) <= 0;
    return possible ? rounded : center;
  }

  /** Rounds how many have the higher of both values. */
  private BigDecimal ofCells(
      BigDecimal exact, Moments x, Moments y, TwoValues one, TwoValues other, long people) {
    BigDecimal gaps = one.high().subtract(one.low()).multiply(other.high().subtract(other.low()));
    BigDecimal n = BigDecimal.valueOf(x.n());
    long both =
        exact
            .subtract(other.low().multiply(x.sum()))
            .subtract(one.low().multiply(y.sum()))
            .add(one.low().multiply(other.low()).multiply(n))
            .divide(gaps, 0, RoundingMode.HALF_EVEN)
            .longValueExact();
    long ones = Math.min(people, rule.rounded(one.ones()));
    long others = Math.min(people, rule.rounded(other.ones()));
    long least = Math.max(0, ones + others - people);
    long most = Math.min(ones, others);
    long rounded = Math.max(least, Math.min(most, rule.rounded(both)));
    return one.low()
        .multiply(other.low())
        .multiply(BigDecimal.valueOf(people - ones - others + rounded))
        .add(one.high().multiply(other.low()).multiply(BigDecimal.valueOf(ones - rounded)))
        .add(one.low().multiply(other.high()).multiply(BigDecimal.valueOf(others - rounded)))
        .add(one.high().multiply(other.high()).multiply(BigDecimal.valueOf(rounded)));
  }

  private static BigDecimal variation(Moments moments) {
    return moments.n() == 0
        ? BigDecimal.ZERO
        : moments
            .sumOfSquares()
            .subtract(
                divide(moments.sum().multiply(moments.sum()), BigDecimal.valueOf(moments.n())));
  }

  /** Returns two units of the last decimal that a sum or a sum of squares needs. */
  private static BigDecimal unit(Moments moments) {
    int decimals = Math.max(0, moments.sum().stripTrailingZeros().scale());
    int ofSquares = Math.max(0, moments.sumOfSquares().stripTrailingZeros().scale());
    return TWO.movePointLeft(Math.max(decimals, (ofSquares + 1) / 2));
  }

  private static BigDecimal toUnit(BigDecimal number, BigDecimal unit, RoundingMode mode) {
    return number.divide(unit, 0, mode).multiply(unit);
  }

  private static BigDecimal divide(BigDecimal a, BigDecimal b) {
    return a.divide(b, new MathContext(60));
  }
}

package io.blindsum.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.blindsum.testing.Seeds;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Random;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.junit.jupiter.api.Test;

class MomentsTest {
  private static final MathContext PRECISE = new MathContext(80);

  @Test
  void rounds_once_to_the_nearest_double() {
    Random random = Seeds.random("MomentsTest");
    for (int i = 0; i < 5_000; i++) {
      Moments moments = randomSample(random, random.nextInt(8), 2 + random.nextInt(20));
      BigDecimal n = BigDecimal.valueOf(moments.n());
      assertThat(moments.mean()).hasValue(moments.sum().divide(n, PRECISE).doubleValue());
      BigDecimal variance =
          moments
              .sumOfSquares()
              .multiply(n)
              .subtract(moments.sum().pow(2))
              .divide(n.multiply(n.subtract(BigDecimal.ONE)), PRECISE);
      assertThat(moments.variance()).hasValue(variance.doubleValue());
      assertThat(moments.standardDeviation()).hasValue(variance.sqrt(PRECISE).doubleValue());
    }
  }

  @Test
  void agrees_with_commons_math() {
    Random random = Seeds.random("MomentsTest");
    SummaryStatistics expected = new SummaryStatistics();
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal squares = BigDecimal.ZERO;
    for (int i = 0; i < 1000; i++) {
      BigDecimal value = BigDecimal.valueOf(random.nextInt(30_000) - 5_000, 2);
      expected.addValue(value.doubleValue());
      sum = sum.add(value);
      squares = squares.add(value.multiply(value));
    }
    Moments moments = new Moments(1000, sum, squares);
    assertThat(moments.mean().orElseThrow()).isCloseTo(expected.getMean(), within(1e-10));
    assertThat(moments.standardDeviation().orElseThrow())
        .isCloseTo(expected.getStandardDeviation(), within(1e-10));
  }

  @Test
  void cancels_nothing_away() {
    // 10^15 and 10^15 + 2: the textbook formula in double gives 0
    BigInteger low = BigInteger.TEN.pow(15);
    BigInteger high = low.add(BigInteger.TWO);
    Moments moments =
        new Moments(
            2,
            new BigDecimal(low.add(high)),
            new BigDecimal(low.multiply(low).add(high.multiply(high))));
    assertThat(moments.variance()).hasValue(2);
    assertThat(moments.standardDeviation()).hasValue(Math.sqrt(2));
  }

  @Test
  void has_no_mean_or_deviation_of_too_few_values() {
    Moments none = new Moments(0, BigDecimal.ZERO, BigDecimal.ZERO);
    assertThat(none.mean()).isEmpty();
    assertThat(none.variance()).isEmpty();
    assertThat(none.standardDeviation()).isEmpty();
    Moments one = Moments.ofConstant(1, new BigDecimal("-36.6"));
    assertThat(one.mean()).hasValue(-36.6);
    assertThat(one.standardDeviation()).isEmpty();
    assertThat(Moments.ofConstant(7, new BigDecimal("-36.6")).standardDeviation()).hasValue(0);
    assertThat(Moments.ofConstant(7, new BigDecimal("1E+3")).mean()).hasValue(1000);
  }

  @Test
  void refuses_moments_of_no_sample() {
    assertThatThrownBy(() -> new Moments(2, BigDecimal.TEN, BigDecimal.ONE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Moments(0, BigDecimal.ZERO, BigDecimal.ONE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Moments(-1, BigDecimal.ZERO, BigDecimal.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Moments randomSample(Random random, int scale, int n) {
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal squares = BigDecimal.ZERO;
    int bits = 1 + random.nextInt(60);
    for (int i = 0; i < n; i++) {
      BigInteger unscaled = new BigInteger(bits, random);
      BigDecimal value = new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), scale);
      sum = sum.add(value);
      squares = squares.add(value.multiply(value));
    }
    return new Moments(n, sum, squares);
  }
}

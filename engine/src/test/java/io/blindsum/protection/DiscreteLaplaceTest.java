package io.blindsum.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.blindsum.testing.Requirement;
import java.math.BigInteger;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Draws against the distribution's own formulas, of a source with a fixed seed. */
class DiscreteLaplaceTest {
  private static final int DRAWS = 100_000;

  @ParameterizedTest
  @CsvSource({"1,3", "1,1", "5,2", "8,1", "1000000,7"})
  @Requirement(
      id = "R7",
      figure =
          "noise of 100,000 draws, from integers alone: variance within 2 % of the distribution's")
  void varianceIsThatOfTheDistribution(long t, long s) {
    Random random = new Random(20);
    DiscreteLaplace laplace = new DiscreteLaplace(bits -> new BigInteger(bits, random));
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < DRAWS; i++) {
      double x = laplace.draw(BigInteger.valueOf(t), BigInteger.valueOf(s)).doubleValue();
      sum += x;
      squares += x * x;
    }
    double q = Math.exp(-(double) s / t);
    double variance = 2 * q / ((1 - q) * (1 - q));
    assertThat(squares / DRAWS).isCloseTo(variance, within(0.02 * variance));
    // four standard errors
    assertThat(sum / DRAWS).isCloseTo(0, within(4 * Math.sqrt(variance / DRAWS)));
  }

  /** P(x) = (1 - q) / (1 + q) q^|x|, where q = e^(-s/t). */
  @ParameterizedTest
  @CsvSource({"5,2", "4,1"})
  void everyNumberComesAsOftenAsItsProbabilitySays(long t, long s) {
    Random random = new Random(14);
    DiscreteLaplace laplace = new DiscreteLaplace(bits -> new BigInteger(bits, random));
    int most = 6;
    Map<Integer, Integer> counts = new TreeMap<>();
    for (int i = 0; i < DRAWS; i++) {
      int x = laplace.draw(BigInteger.valueOf(t), BigInteger.valueOf(s)).intValueExact();
      counts.merge(Math.max(-most, Math.min(most, x)), 1, Integer::sum);
    }
    double q = Math.exp(-(double) s / t);
    double chi2 = 0;
    for (int x = -most; x <= most; x++) {
      double tail = Math.abs(x) == most ? 1 / (1 - q) : 1;
      double expected = DRAWS * (1 - q) / (1 + q) * Math.pow(q, Math.abs(x)) * tail;
      double difference = counts.getOrDefault(x, 0) - expected;
      chi2 += difference * difference / expected;
    }
    assertThat(chi2)
        .isLessThan(new ChiSquaredDistribution(2 * most).inverseCumulativeProbability(0.999));
  }
}

package io.blindsum.arith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.testing.Requirement;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;

class OsRandomTest {
  private static final BigInteger BOUND = BigInteger.valueOf(3L * 5 * 7 * 11 * 13 * 1000 + 1);

  @Test
  void drawsUniformNumbers() {
    assertThat(pValue(OsRandom.open(), 1_000_000)).isGreaterThan(1e-6);
  }

  @Test
  @Requirement(id = "R19", figure = "planted bias: found")
  void theUniformityTestFindsThePlantedBias() {
    // a modulo instead of a rejection: 24 bits are 11.2 times 1,501,500
    Random random = new Random(1);
    double[] expected = new double[256];
    long[] observed = new long[256];
    Arrays.fill(expected, 1_000_000 / 256.0);
    for (int i = 0; i < 1_000_000; i++) {
      BigInteger biased = new BigInteger(24, random).mod(BOUND);
      observed[bin(biased)]++;
    }
    assertThat(new ChiSquareTest().chiSquareTest(expected, observed)).isLessThan(1e-6);
  }

  private static double pValue(OsRandom random, int draws) {
    double[] expected = new double[256];
    long[] observed = new long[256];
    Arrays.fill(expected, draws / 256.0);
    for (int i = 0; i < draws; i++) {
      observed[bin(random.positiveBelow(BOUND))]++;
    }
    return new ChiSquareTest().chiSquareTest(expected, observed);
  }

  private static int bin(BigInteger value) {
    return value.shiftLeft(8).divide(BOUND).intValueExact();
  }

  @Test
  void staysBelowTheBound() {
    OsRandom random = OsRandom.open();
    for (int i = 0; i < 200; i++) {
      assertThat(random.positiveBelow(BigInteger.valueOf(3)))
          .isBetween(BigInteger.ONE, BigInteger.TWO);
      assertThat(random.bits(5).bitLength()).isLessThanOrEqualTo(5);
    }
    assertThat(random.bytes(3)).hasSize(3);
  }

  @Test
  @Requirement(
      id = "R19",
      figure = "source that throws, repeats, is constant or zero: 0 numbers out")
  void refusesASourceThatFailsOrRepeatsItself() {
    refuses(bytes -> {});
    refuses(bytes -> Arrays.fill(bytes, (byte) 0x5a));
    refuses(bytes -> new Random(1).nextBytes(bytes));
    refuses(bytes -> Arrays.fill(bytes, 0, bytes.length / 2, (byte) 7));
    refuses(
        bytes -> {
          throw new IllegalStateException("no entropy");
        });
  }

  private static void refuses(Consumer<byte[]> source) {
    OsRandom random = new OsRandom(source);
    assertThatThrownBy(
            () -> {
              random.bytes(256);
              random.bytes(256);
            })
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("nothing was encrypted");
  }
}

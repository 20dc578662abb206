package io.blindsum.phe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.encoding.EncodingOverflowException;
import io.blindsum.testing.Seeds;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PheEncodingTest {
  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(2048).add(BigInteger.ONE);
  private final PheEncoding phe = PheEncoding.of(MODULUS);

  @Test
  void keeps_every_bit_of_a_double() {
    Random random = Seeds.random("PheEncodingTest");
    for (int i = 0; i < 3_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        PheNumber number = phe.encode(value);
        assertThat(phe.decode(number)).isEqualByComparingTo(new BigDecimal(value));
        assertThat(phe.decodeDouble(number) + 0.0).isEqualTo(value + 0.0);
      }
    }
  }

  /** The exponents are those of phe 1.5 in Python: some powers of 16 fall one short. */
  @ParameterizedTest
  @CsvSource({"-28, -28", "-29, -30", "-31, -32", "-39, -40", "-51, -52", "-251, -252", "31, 31"})
  void picks_the_exponent_of_phe(int power, int exponent) {
    double precision = Math.scalb(1.0, 4 * power);
    assertThat(phe.encode(0.0, precision).exponent()).isEqualTo(exponent);
  }

  @ParameterizedTest
  @CsvSource({"0.5, 0", "1.5, 2", "2.5, 2", "-0.5, 0", "-1.5, -2", "-2.5, -2"})
  void rounds_half_to_even(double value, long mantissa) {
    PheNumber number = phe.encode(value, 1);
    assertThat(number.exponent()).isZero();
    assertThat(phe.decode(number.encoding())).isEqualTo(mantissa);
  }

  @Test
  void admits_sums_up_to_the_greatest_integer() {
    BigInteger third = phe.maxInteger().divide(BigInteger.valueOf(3));
    phe.requireSum(third, 3);
    assertThatThrownBy(() -> phe.requireSum(third, 4))
        .isInstanceOf(EncodingOverflowException.class);
    phe.requireSum(phe.maxInteger(), 1);
    assertThatThrownBy(() -> phe.requireSum(phe.maxInteger().add(BigInteger.ONE), 1))
        .isInstanceOf(EncodingOverflowException.class);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void refuses_what_is_no_number(double value) {
    assertThatThrownBy(() -> phe.encode(value)).isInstanceOf(EncodingOverflowException.class);
    assertThatThrownBy(() -> phe.encode(value, 1)).isInstanceOf(EncodingOverflowException.class);
    assertThatThrownBy(() -> phe.encode(1, value)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refuses_what_does_not_fit() {
    PheEncoding small = PheEncoding.of(BigInteger.valueOf(1001));
    assertThatThrownBy(() -> small.encode(0.1)).isInstanceOf(EncodingOverflowException.class);
    assertThatThrownBy(() -> small.decode(BigInteger.valueOf(1001)))
        .isInstanceOf(EncodingOverflowException.class);
    assertThatThrownBy(() -> small.decode(BigInteger.valueOf(-1)))
        .isInstanceOf(EncodingOverflowException.class);
    PheNumber hostile = new PheNumber(BigInteger.ONE, Integer.MIN_VALUE);
    assertThatThrownBy(() -> small.decode(hostile)).isInstanceOf(EncodingOverflowException.class);
    PheNumber huge = new PheNumber(BigInteger.ONE, 256);
    assertThat(small.decode(huge)).isEqualByComparingTo(new BigDecimal(BigInteger.TWO.pow(1024)));
    assertThatThrownBy(() -> small.decodeDouble(huge))
        .isInstanceOf(EncodingOverflowException.class);
  }
}

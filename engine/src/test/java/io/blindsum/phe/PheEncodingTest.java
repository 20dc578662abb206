package io.blindsum.phe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.encoding.EncodingOverflowException;
import io.blindsum.testing.Seeds;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PheEncodingTest {
  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(2048).add(BigInteger.ONE);
  private static final BigInteger NARROW = BigInteger.ONE.shiftLeft(512).add(BigInteger.ONE);
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
  void admits_sums_that_stay_in_the_range_whatever_was_encrypted() {
    PheBound whole = new PheBound(phe.maxInteger().bitLength(), 0);
    assertThat(phe.sum(List.of(whole))).isEqualTo(whole);
    assertThatThrownBy(() -> phe.sum(List.of(whole, new PheBound(1, 0))))
        .isInstanceOf(EncodingOverflowException.class);
    PheBound five = new PheBound(5, 2);
    assertThat(phe.sum(List.of(five, five, five))).isEqualTo(new PheBound(7, 2));
    assertThat(phe.sum(List.of(five, new PheBound(3, -1)))).isEqualTo(new PheBound(17, -1));
    assertThatThrownBy(() -> new PheBound(5, 1025)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PheBound(0, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  /**
   * Random sums of doubles, of which some wrap: none that is admitted decodes to another number.
   */
  @Test
  void admits_only_sums_that_decode_to_the_plain_sum() {
    Random random = Seeds.random("PheEncodingTest.sums");
    PheEncoding narrow = PheEncoding.of(NARROW);
    int admitted = 0;
    for (int i = 0; i < 2_000; i++) {
      List<PheNumber> numbers = new ArrayList<>();
      BigDecimal plain = BigDecimal.ZERO;
      for (int j = 0; j < 3; j++) {
        double value = Math.scalb(random.nextDouble() - 0.5, random.nextInt(600) - 300);
        numbers.add(narrow.encode(value));
        plain = plain.add(new BigDecimal(value));
      }
      PheBound bound;
      try {
        bound =
            narrow.sum(
                numbers.stream()
                    .map(number -> new PheBound(PheEncoding.DOUBLE_BITS, number.exponent()))
                    .toList());
      } catch (EncodingOverflowException e) {
        continue;
      }
      admitted++;
      BigInteger sum = BigInteger.ZERO;
      for (PheNumber number : numbers) {
        int shift = 4 * (number.exponent() - bound.exponent());
        sum = sum.add(number.encoding().shiftLeft(shift)).mod(NARROW);
      }
      assertThat(narrow.decode(new PheNumber(sum, bound.exponent()))).isEqualByComparingTo(plain);
      assertThat(narrow.decode(sum).bitLength()).isLessThanOrEqualTo(bound.bits());
    }
    assertThat(admitted).isBetween(500, 1_900);
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

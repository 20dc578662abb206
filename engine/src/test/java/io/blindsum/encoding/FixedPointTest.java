package io.blindsum.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.encoding.FixedPoint.Outcome;
import io.blindsum.testing.Seeds;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FixedPointTest {
  @Test
  void agrees_with_big_decimal_on_random_numbers() {
    Random random = Seeds.random("FixedPointTest");
    for (int i = 0; i < 100_000; i++) {
      String text = randomNumber(random);
      int decimals = random.nextInt(19);
      BigDecimal scaled = new BigDecimal(text).scaleByPowerOfTen(decimals);
      FixedPoint number = new FixedPoint(decimals);
      Outcome outcome = number.read(("x" + text + "y").toCharArray(), 1, 1 + text.length());
      if (scaled.stripTrailingZeros().scale() > 0) {
        assertThat(outcome).as(text).isEqualTo(Outcome.TOO_PRECISE);
        continue;
      }
      BigInteger exact = scaled.toBigIntegerExact();
      assertThat(FixedPoint.exact(text, decimals)).as(text).isEqualTo(exact);
      if (exact.abs().toString().length() <= 18) {
        assertThat(outcome).as(text).isEqualTo(Outcome.VALUE);
        assertThat(number.value()).as(text).isEqualTo(exact.longValueExact());
      } else {
        assertThat(outcome).as(text).isEqualTo(Outcome.LARGE);
        assertThat(number.isNegative()).isEqualTo(exact.signum() < 0);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "+", "-", ".", "-.", "e5", "5e", "5e+", "1.2.3", "1e5.0", "1e1000", "0e1000", "5 ",
        "1'000", "5f", "5d", "1e0x1", "+-5", "١٢", "5\u0000", "١", "²", "½"
      })
  void refuses_what_is_no_number(String text) {
    assertThat(new FixedPoint(2).read(text.toCharArray(), 0, text.length()))
        .isEqualTo(Outcome.NOT_NUMERIC);
  }

  @Test
  void takes_a_point_at_either_end() {
    assertThat(FixedPoint.exact(".5", 1)).isEqualTo(5);
    assertThat(FixedPoint.exact("5.", 1)).isEqualTo(50);
    assertThat(FixedPoint.exact("-.50", 1)).isEqualTo(-5);
  }

  @Test
  void reads_four_hundred_digits_exactly() {
    String digits = "7".repeat(400);
    assertThat(FixedPoint.exact(digits, 3))
        .isEqualTo(new BigInteger(digits).multiply(BigInteger.valueOf(1000)));
    assertThat(FixedPoint.exact(digits + "e-400", 400)).isEqualTo(new BigInteger(digits));
    assertThatThrownBy(() -> FixedPoint.exact(digits + "e-401", 400))
        .hasMessageContaining("more than 400 decimals");
  }

  private static String randomNumber(Random random) {
    StringBuilder text = new StringBuilder(random.nextInt(3) == 0 ? "-" : "");
    int whole = random.nextInt(22);
    int fraction = random.nextInt(whole == 0 ? 21 : 22) + (whole == 0 ? 1 : 0);
    digits(text, random, whole);
    if (fraction > 0 || random.nextBoolean()) {
      text.append('.');
      digits(text, random, fraction);
    }
    if (random.nextInt(3) == 0) {
      text.append(random.nextBoolean() ? 'e' : 'E').append(random.nextInt(60) - 30);
    }
    return text.toString();
  }

  private static void digits(StringBuilder text, Random random, int count) {
    int zeros = random.nextInt(count + 1);
    for (int i = 0; i < count; i++) {
      text.append(i < zeros && random.nextInt(4) > 0 ? 0 : random.nextInt(10));
    }
  }
}

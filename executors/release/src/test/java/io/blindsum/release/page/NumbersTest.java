package io.blindsum.release.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
  @ParameterizedTest
  @CsvSource({
    "35.24826, 35.25",
    "0.5, 0.5000",
    "0, 0",
    "-2.718281828, −2.718",
    "999.96, 1000",
    "0.000123456, 0.0001235",
    "0.0000123456, 1.235e−05",
  })
  void roundsToFourDigits(double value, String text) {
    assertThat(Numbers.text(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0.0005, < 0.001", "0.001, 0.001", "0.0499, 0.050", "1, 1.000"})
  void namesTheBoundOfASmallP(double p, String text) {
    assertThat(Numbers.p(p)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"1234; 1,234", "12345678; 12,345,678", "-3; −3"})
  void writesCountsInFull(long count, String text) {
    assertThat(Numbers.text(count)).isEqualTo(text);
  }
}

package io.blindsum.colony;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwaitingTest {
  @ParameterizedTest
  @CsvSource({
    "0,      3,     2", // just begun
    "500,    3,     50",
    "60000,  3,     250", // waited long
    "500,    80,    320", // a slow answer is asked for a fifth of the time at most
    "60000,  20,    250",
    "60000,  60000, 2000", // the server was away
  })
  void asksTheMoreSeldomTheLongerItWaitsAndTheSlowerTheAnswer(
      long waited, long answerTook, long pause) {
    assertThat(Awaiting.pauseMillis(waited, answerTook)).isEqualTo(pause);
  }
}

package io.blindsum.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.study.Answer.Cause;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttemptsTest {
  @ParameterizedTest
  @CsvSource({
    "SERVER, 1, 2", "SERVER, 2, 8", "SERVER, 3, 32", "SERVER, 4, 120",
    "OUTSIDE, 1, 8", "OUTSIDE, 2, 32", "OUTSIDE, 3, 120", "OUTSIDE, 4, 120",
    "SIGNATURE, 1, 8", "SIGNATURE, 1000000, 120"
  })
  void pausesGrowToTwoMinutesAndLeaveARandomHalfAway(Cause cause, int failures, int seconds) {
    Stream<Duration> pauses =
        IntStream.range(0, 200).mapToObj(i -> Attempts.pause(cause, failures));
    assertThat(pauses)
        .allSatisfy(
            pause ->
                assertThat(pause)
                    .isBetween(Duration.ofMillis(500L * seconds), Duration.ofSeconds(seconds)))
        .anySatisfy(pause -> assertThat(pause).isLessThan(Duration.ofMillis(750L * seconds)))
        .anySatisfy(pause -> assertThat(pause).isGreaterThan(Duration.ofMillis(750L * seconds)));
  }
}

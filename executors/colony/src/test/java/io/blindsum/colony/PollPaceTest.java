package io.blindsum.colony;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PollPaceTest {
  @Test
  void doublesWhileThereIsNoWorkAndStartsOverAfterWork() {
    PollPace pace = new PollPace(Duration.ofSeconds(20));
    assertThat(eightIdle(pace)).containsExactly(1L, 2L, 4L, 8L, 16L, 20L, 20L, 20L);
    pace.busy();
    assertThat(pace.next()).isEqualTo(Duration.ofSeconds(1));
    assertThat(eightIdle(new PollPace(Duration.ofSeconds(1)))).containsOnly(1L);
  }

  private static List<Long> eightIdle(PollPace pace) {
    List<Long> seconds = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      seconds.add(pace.next().toSeconds());
      pace.idle();
    }
    return seconds;
  }
}

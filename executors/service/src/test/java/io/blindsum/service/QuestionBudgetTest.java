package io.blindsum.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.service.RunningClock.Reading;
import io.blindsum.testing.Requirement;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many questions a day a key has, whatever time the machine believes it is. */
class QuestionBudgetTest {
  private static final long DAY = 86_400;

  @TempDir private Path folder;

  @Test
  @Requirement(
      id = "R7",
      figure =
          "101st question of a day refused, after restarts of the program and of the machine;"
              + " nothing of it hangs on the time of the day")
  void theHundredAndFirstQuestionIsRefused() throws Exception {
    for (int i = 0; i < 100; i++) {
      assertThat(take("boot 1", 1_000 + i, "key a")).isTrue();
    }
    assertThat(take("boot 1", 1_100, "key a")).isFalse();
    assertThat(take("boot 1", 1_100, "key b")).isTrue();
    assertThat(take("boot 2", 5, "key a")).isFalse();
    assertThat(take("boot 2", 4, "key a")).isFalse();
    assertThat(take("boot 2", DAY - 200, "key a")).isFalse();
    assertThat(take("boot 3", 150, "key a")).isTrue();
  }

  private boolean take(String boot, long seconds, String key) throws Exception {
    StateFolder state = StateFolder.open(folder.resolve("state"));
    RunningClock clock = new RunningClock(state, () -> new Reading(boot, seconds));
    return new QuestionBudget(state, clock, 100).take("cohort", key);
  }

  @Test
  void theMachineSaysHowLongItRuns() {
    Reading first = Reading.ofMachine();
    assertThat(first.boot()).isNotBlank();
    assertThat(Reading.ofMachine().seconds()).isGreaterThanOrEqualTo(first.seconds());
  }
}

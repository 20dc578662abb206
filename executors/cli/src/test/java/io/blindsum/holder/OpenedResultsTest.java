package io.blindsum.holder;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.frame.ReleaseRule;
import io.blindsum.holder.OpenedResults.Objection;
import io.blindsum.holder.OpenedResults.Opening;
import io.blindsum.service.Claims;
import io.blindsum.service.QuestionBudget;
import io.blindsum.service.RunningClock;
import io.blindsum.service.StateFolder;
import io.blindsum.testing.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenedResultsTest {
  private static final List<String> THREE = List.of("r1", "r2", "r3");
  private static final ReleaseRule RULE = ReleaseRule.of(10);

  @TempDir private Path folder;
  private OpenedResults opened;

  @BeforeEach
  void start() throws IOException {
    StateFolder state = StateFolder.open(folder.resolve("state"));
    RunningClock clock = new RunningClock(state, () -> new RunningClock.Reading("boot", 1));
    opened =
        OpenedResults.within(new QuestionBudget(state, clock, 3), Claims.in(state.file("opened")));
  }

  private static Opening opening(String run, String question, List<String> sites) {
    return new Opening(run, "heart", "key", question, sites, "digest of " + run, RULE);
  }

  private String refusal(Opening result) throws Exception {
    return opened.open(result).map(Objection::rule).orElse("");
  }

  @Test
  @Requirement(
      id = "R41",
      figure = "a question opened of three sites and of two of them: 0 of the second")
  void opensAQuestionOfOneSetOfSitesForEver() throws Exception {
    assertThat(refusal(opening("run 1", "question", THREE))).isEmpty();
    assertThat(refusal(opening("run 2", "question", List.of("r1", "r2")))).isEqualTo("sites");
    assertThat(refusal(opening("run 3", "question", THREE))).isEmpty();
    start();
    assertThat(refusal(opening("run 4", "question", List.of("r1", "r3")))).isEqualTo("sites");
    assertThat(refusal(opening("run 5", "changed", List.of("r1", "r2")))).isEmpty();
  }

  @Test
  void whatIsRefusedCostsNothingAndKeepsNothingFromOthers() throws Exception {
    assertThat(refusal(opening("run 1", "question", THREE))).isEmpty();
    for (int i = 0; i < 9; i++) {
      assertThat(refusal(opening("run 2", "question", List.of("r1")))).isEqualTo("sites");
      Opening other = new Opening("run 1", "heart", "key", "question", THREE, "other", RULE);
      assertThat(refusal(other)).isEqualTo("run");
    }
    assertThat(refusal(opening("run 2", "second", THREE))).isEmpty();
    assertThat(refusal(opening("run 3", "third", THREE))).isEmpty();
    assertThat(refusal(opening("run 4", "fourth", List.of("r1", "r2"))))
        .isEqualTo("questions_per_day");
    // asked on another day, it is still of no set of sites; what was opened may come again
    assertThat(refusal(opening("run 1", "question", THREE))).isEmpty();
    start();
    assertThat(refusal(opening("run 4", "fourth", THREE))).isEqualTo("questions_per_day");
  }
}

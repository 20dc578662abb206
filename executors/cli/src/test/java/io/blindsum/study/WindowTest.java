package io.blindsum.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WindowTest {
  private static final Attempts ATTEMPTS =
      new Attempts((cause, failures) -> Duration.ofSeconds(60), RunListener.NONE);
  private static final Attempts HURRIED =
      new Attempts((cause, failures) -> Duration.ZERO, RunListener.NONE);

  private final List<String> taken = new ArrayList<>();
  private final Window<String> window = new Window<>(() -> {});

  /** A step that ends when it is told to. */
  private static final class Told implements Attempts.Step<String> {
    private Optional<Answer<String>> answer = Optional.empty();
    private int submissions;

    void ends(String value) {
      answer = Optional.of(new Answer<>(value, Answer.Cause.OUTSIDE, ""));
    }

    void fails() {
      answer = Optional.of(Answer.trouble(Answer.Cause.OUTSIDE, "no disk"));
    }

    @Override
    public Optional<Answer<String>> look() {
      return answer;
    }

    @Override
    public void submit() {
      submissions++;
    }
  }

  private Told added(Attempts attempts) {
    Told step = new Told();
    window.add(attempts.begin("a step", false, step), taken::add);
    return step;
  }

  @Test
  void takesWhicheverEnds() throws Exception {
    Told slow = added(ATTEMPTS);
    Told fast = added(ATTEMPTS);
    Told faster = added(ATTEMPTS);
    faster.ends("faster");
    window.takeNext();
    fast.ends("fast");
    window.takeNext();
    slow.ends("slow");
    window.takeNext();
    assertThat(taken).containsExactly("faster", "fast", "slow");
    assertThat(window.isEmpty()).isTrue();
  }

  @Test
  void onePausesAndHoldsNoOther() throws Exception {
    Told broken = added(ATTEMPTS);
    broken.fails();
    for (int i = 0; i < 5; i++) {
      added(ATTEMPTS).ends("step " + i);
      window.takeNext();
    }
    assertThat(taken).hasSize(5);
    assertThat(window.size()).isEqualTo(1);
    assertThat(broken.submissions).isZero();
  }

  @Test
  void endsWithTheFirstThatFailsTooOften() {
    added(ATTEMPTS);
    Told broken = added(HURRIED);
    broken.fails();
    assertThatThrownBy(window::takeNext)
        .isInstanceOf(StudyException.class)
        .hasMessage("a step failed 5 times: no disk");
    assertThat(broken.submissions).isEqualTo(4);
  }
}

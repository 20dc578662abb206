package io.blindsum.study;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Tries a step until its answer is good: {@value #MOST} times in a run of the driver, with growing
 * pauses. What an earlier run of the driver submitted does not count, so that {@code --resume}
 * tries what failed as if for the first time.
 */
final class Attempts {
  /** How often a step is tried in one run of the driver. */
  static final int MOST = 5;

  private static final int GROWTH = 4;
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final Pauses pauses;
  private final RunListener listener;

  Attempts(Pauses pauses, RunListener listener) {
    this.pauses = pauses;
    this.listener = listener;
  }

  /** How long to wait after so many failures of a step, from 1. */
  @FunctionalInterface
  interface Pauses {
    Duration after(Answer.Cause cause, int failures);
  }

  /** Something that is submitted and waited for. */
  interface Step<T> {
    /** Waits for what was submitted last. */
    Answer<T> await() throws InterruptedException;

    /** Submits it as one more attempt. */
    void submit() throws InterruptedException;
  }

  /**
   * Returns the pause that outlasts a restart: four times as long each time up to two minutes, of
   * which a random half is taken off so that many steps do not come back together.
   */
  static Duration pause(Answer.Cause cause, int failures) {
    long millis = cause.firstPause().toMillis();
    for (int i = 1; i < failures && millis < LONGEST.toMillis(); i++) {
      millis *= GROWTH;
    }
    long most = Math.min(LONGEST.toMillis(), millis);
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
  }

  /**
   * Tells that a step is tried again, and returns how long to wait before.
   *
   * @param failures of the step by now; 0 if what failed does not count
   */
  Duration again(String name, Answer.Cause cause, String trouble, int failures) {
    Duration pause = failures == 0 ? Duration.ZERO : pauses.after(cause, failures);
    long seconds = pause.toSeconds();
    listener.repeated(name, seconds == 0 ? trouble : trouble + " (in " + seconds + " s)");
    return pause;
  }

  /**
   * Waits for the answer of a step that was submitted, and submits it again as long as it fails.
   *
   * @param name of the step, for people
   * @param resumed whether an earlier run of the driver submitted it
   * @throws StudyException if every attempt failed
   */
  <T> T get(String name, boolean resumed, Step<T> step) throws InterruptedException {
    int failures = resumed ? -1 : 0;
    while (true) {
      Answer<T> answer = step.await();
      T value = answer.value();
      if (value != null) {
        return value;
      }
      failures++;
      if (failures >= MOST) {
        throw new StudyException(
            answer.cause() == Answer.Cause.SIGNATURE
                ? StudyException.Reason.NOT_SIGNED
                : StudyException.Reason.FAILED,
            name + " failed " + MOST + " times: " + answer.trouble());
      }
      Thread.sleep(again(name, answer.cause(), answer.trouble(), failures).toMillis());
      step.submit();
    }
  }
}

package io.blindsum.study;

import io.blindsum.colony.Awaiting;
import java.time.Duration;
import java.util.Optional;
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

  private static final long NANOS_A_MILLI = 1_000_000;

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
    /** Looks at what was submitted last; empty if it has not ended. */
    Optional<Answer<T>> look() throws InterruptedException;

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
    Tried<T> tried = begin(name, resumed, step);
    while (true) {
      tried.sleep(1);
      Optional<T> value = tried.look();
      if (value.isPresent()) {
        return value.get();
      }
    }
  }

  /** Begins to try a step that was submitted; see {@link #get}. */
  <T> Tried<T> begin(String name, boolean resumed, Step<T> step) {
    return new Tried<>(name, resumed, step);
  }

  /** A step that is looked at now and then, until it has a good answer. */
  final class Tried<T> {
    private final String name;
    private final Step<T> step;
    private int failures;
    private boolean again;
    private long since = System.nanoTime();
    private long looked = since;
    private long pauseMillis;

    private Tried(String name, boolean resumed, Step<T> step) {
      this.name = name;
      this.step = step;
      this.failures = resumed ? -1 : 0;
    }

    /**
     * Returns how long it is until it is worth a look.
     *
     * @param crowd how many are looked at beside each other: what is asked often costs the server
     */
    long millisLeft(int crowd) {
      long pause = again || crowd == 1 ? pauseMillis : Awaiting.among(pauseMillis, crowd);
      return pause - (System.nanoTime() - looked) / NANOS_A_MILLI;
    }

    void sleep(int crowd) throws InterruptedException {
      long left = millisLeft(crowd);
      if (left > 0) {
        Thread.sleep(left);
      }
    }

    /**
     * Looks at it, or submits it again if it is time to.
     *
     * @throws StudyException if every attempt failed
     */
    Optional<T> look() throws InterruptedException {
      if (again) {
        again = false;
        step.submit();
        since = System.nanoTime();
      }
      long asked = System.nanoTime();
      Optional<Answer<T>> found = step.look();
      looked = System.nanoTime();
      if (found.isEmpty()) {
        pauseMillis =
            Awaiting.pauseMillis((asked - since) / NANOS_A_MILLI, (looked - asked) / NANOS_A_MILLI);
        return Optional.empty();
      }
      T value = found.get().value();
      if (value == null) {
        failed(found.get());
      }
      return Optional.ofNullable(value);
    }

    private void failed(Answer<T> answer) {
      failures++;
      if (failures >= MOST) {
        throw new StudyException(
            answer.cause() == Answer.Cause.SIGNATURE
                ? StudyException.Reason.NOT_SIGNED
                : StudyException.Reason.FAILED,
            name + " failed " + MOST + " times: " + answer.trouble());
      }
      pauseMillis = again(name, answer.cause(), answer.trouble(), failures).toMillis();
      again = true;
    }
  }
}

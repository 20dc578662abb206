package io.blindsum.study;

import io.blindsum.colony.Process;
import io.blindsum.frame.FrameException;
import io.blindsum.messages.JobException;
import io.blindsum.messages.SignatureException;
import io.blindsum.paillier.PaillierException;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What came of one attempt at a step.
 *
 * @param value the answer; null if there is trouble
 * @param cause what kind of trouble
 * @param trouble in a line; empty if there is none
 */
record Answer<T>(@Nullable T value, Cause cause, String trouble) {
  /** How many hex digits of an executor's id a line names. */
  private static final int ID_DIGITS = 8;

  /** How a cloud names a partial result that it does not take. */
  private static final Pattern PARTIAL_RESULT = Pattern.compile("partials\\[(\\d{1,8})]: ");

  /** What kind of trouble it is, and so how long the first pause after it may be. */
  enum Cause {
    /** The server lost an output, or a process. */
    SERVER(2),
    /** A site, a cloud, or what they depend on: a disk, a database. */
    OUTSIDE(8),
    /** Somebody answered who is not known. */
    SIGNATURE(8);

    private final Duration firstPause;

    Cause(int seconds) {
      this.firstPause = Duration.ofSeconds(seconds);
    }

    Duration firstPause() {
      return firstPause;
    }
  }

  static <T> Answer<T> trouble(Cause cause, String trouble) {
    return new Answer<>(null, cause, trouble);
  }

  /** Describes a process that the server does not know any more. */
  static <T> Answer<T> forgotten() {
    return trouble(Cause.SERVER, "the server knows it no more");
  }

  /**
   * Reads the one output of a process that succeeded.
   *
   * @param reader throws if the output is not what was asked for
   */
  static <T> Answer<T> read(Process process, Function<String, T> reader) {
    if (process.out().size() != 1) {
      return trouble(Cause.SERVER, "the server lost its output");
    }
    try {
      return new Answer<>(reader.apply(process.out().get(0)), Cause.OUTSIDE, "");
    } catch (SignatureException e) {
      return trouble(Cause.SIGNATURE, e.getMessage() + executor(process));
    } catch (JobException | FrameException | PaillierException e) {
      return trouble(Cause.OUTSIDE, e.getMessage() + executor(process));
    }
  }

  /**
   * Describes a process that failed.
   *
   * @param refusal is told the number of the partial result that the cloud names, if it does
   */
  static <T> Answer<T> failed(Process process, IntConsumer refusal) {
    for (String error : process.errors()) {
      Matcher named = PARTIAL_RESULT.matcher(error);
      if (named.lookingAt()) {
        refusal.accept(Integer.parseInt(named.group(1)));
      }
    }
    return trouble(
        Cause.OUTSIDE,
        process.errors().isEmpty() ? process.state().name() : String.join("; ", process.errors()));
  }

  /** Names who answered: it may be an executor that nobody knows. */
  private static String executor(Process process) {
    String id = process.assignedExecutorId();
    return id.isEmpty() ? "" : " (executor " + id.substring(0, ID_DIGITS) + ")";
  }
}

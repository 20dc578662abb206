package io.blindsum.service;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.colony.FunctionHandler;
import io.blindsum.colony.ProcessContext;
import io.blindsum.messages.JobException;
import io.blindsum.text.DataException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A job that is broken off is interrupted, and did not fail. */
class JobsTest {
  static Stream<Exception> interruptions() {
    return Stream.of(
        new InterruptedException(),
        new ClosedByInterruptException(),
        new FileLockInterruptionException(),
        new InterruptedIOException("cut"),
        new UncheckedIOException(new ClosedByInterruptException()),
        new IllegalStateException(new IOException(new ClosedByInterruptException())));
  }

  @ParameterizedTest
  @MethodSource("interruptions")
  void endsAsAnInterruption(Exception cause) {
    assertThatThrownBy(() -> run(cause)).isInstanceOf(InterruptedException.class);
  }

  @Test
  void whateverIsThrownByAnInterruptedThreadIsOne() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> run(new DataException("cannot be read", "a.csv", "check it")))
        .isInstanceOf(InterruptedException.class);
    assertThatThrownBy(() -> run(new SocketTimeoutException("late")))
        .isInstanceOf(JobException.class)
        .hasMessage("internal error: SocketTimeoutException");
  }

  private static void run(Exception cause) throws Exception {
    FunctionHandler failing =
        context -> {
          throw cause;
        };
    FunctionHandler inOneLine = Jobs.inOneLine(failing);
    List<String> unused = inOneLine.run(new NoContext());
  }

  /** What a handler that fails at once does not look at. */
  private static final class NoContext implements ProcessContext {
    @Override
    public io.blindsum.colony.Process process() {
      throw new UnsupportedOperationException();
    }

    @Override
    public io.blindsum.colony.ColonyClient client() {
      throw new UnsupportedOperationException();
    }

    @Override
    public java.util.Optional<java.time.Duration> timeLeft() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void log(String message) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void progress(String channel, String text) {
      throw new UnsupportedOperationException();
    }
  }
}

package io.blindsum.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

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
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

  @Test
  void troubleWithFilesIsNamedWithThemInTheLogAlone(@TempDir Path folder) throws Exception {
    Path gone = folder.resolve("plan.spool");
    Exception full = thrown(() -> Files.writeString(Path.of("/dev/full"), "text"));
    says(thrown(() -> Files.readString(gone)), "a file is gone", gone.toString());
    says(new UncheckedIOException(new NoSuchFileException("s")), "a file is gone", "s");
    says(new AccessDeniedException("/s/a"), "a file may not be used", "/s/a");
    says(full, "the disk is full", "a file that was being read or written");
    says(
        new FileSystemException("/s/b", null, "Read-only file system"),
        "the disk can only be read",
        "/s/b");
    says(
        new IOException("Input/output error"),
        "the disk fails",
        "a file that was being read or written");
    Files.createFile(gone);
    Path under = gone.resolve("below");
    says(thrown(() -> Files.createFile(under)), "the disk fails", under.toString());
    assertThat(FileTrouble.of(new SocketTimeoutException("late"))).isEmpty();
  }

  private static void says(Exception cause, String what, String file) {
    assertThatThrownBy(() -> run(cause))
        .isInstanceOf(JobException.class)
        .hasMessage("the executor's files: " + what);
    assertThat(FileTrouble.of(cause).orElseThrow().forTheLog()).startsWith(file + ": " + what);
  }

  private static Exception thrown(ThrowingCallable call) {
    return (Exception) catchThrowable(call);
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
    public void log(String message) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void progress(String channel, String text) {
      throw new UnsupportedOperationException();
    }
  }
}

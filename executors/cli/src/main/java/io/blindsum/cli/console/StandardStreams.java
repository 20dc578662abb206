package io.blindsum.cli.console;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The standard output and error stream of this process: UTF-8 whatever the locale, and with a
 * memory of the first line that was lost, which a print stream hides.
 */
public final class StandardStreams {
  private static final String BROKEN_PIPE = "Broken pipe";

  private final Watched out = new Watched(new FileOutputStream(FileDescriptor.out));

  private StandardStreams() {}

  /** Takes the place of the streams that the locale of the process made. */
  public static StandardStreams install() {
    StandardStreams streams = new StandardStreams();
    System.setOut(printing(streams.out));
    System.setErr(printing(new FileOutputStream(FileDescriptor.err)));
    return streams;
  }

  /** Does work, and returns what it prints on the standard output, which nobody else sees. */
  public static String printed(Callable<?> work) throws Exception {
    PrintStream screen = System.out;
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    System.setOut(printing(lines));
    try {
      work.call();
      System.out.flush();
    } finally {
      System.setOut(screen);
    }
    return lines.toString(StandardCharsets.UTF_8);
  }

  /**
   * Ends the output of a command.
   *
   * @param exitCode of the command
   * @return the same, or {@link ExitCode#DATA} if it went well but for what it printed. A reader
   *     that has seen enough, such as {@code head}, is no loss.
   */
  public int end(int exitCode) {
    System.out.flush();
    IOException lost = out.failure;
    boolean wentWell = exitCode == ExitCode.OK || exitCode == ExitCode.INCOMPLETE;
    if (lost == null || !wentWell || String.valueOf(lost.getMessage()).contains(BROKEN_PIPE)) {
      return exitCode;
    }
    System.err.println(
        "error[" + ExitCode.DATA + "]: standard output: not all was written: " + reason(lost));
    System.err.println("  fix: free space on the disk, or send the output elsewhere; run it again");
    return ExitCode.DATA;
  }

  private static String reason(IOException lost) {
    String message = String.valueOf(lost.getMessage());
    if (message.contains("No space left")) {
      return "the disk is full";
    }
    return message.contains("Bad file descriptor") ? "it is closed" : "it cannot be written";
  }

  private static PrintStream printing(OutputStream stream) {
    return new PrintableStream(new BufferedOutputStream(stream));
  }

  /** A stream that keeps the first failure. */
  private static final class Watched extends OutputStream {
    private final OutputStream target;
    private volatile @Nullable IOException failure;

    Watched(OutputStream target) {
      this.target = target;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      try {
        target.write(bytes, from, length);
      } catch (IOException e) {
        failure = failure == null ? e : failure;
        throw e;
      }
    }
  }
}

package io.blindsum.cli.console;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The terminal that the command was started from. */
public final class Terminal {
  static {
    // from Java 22 on there would be a console without a terminal too
    System.setProperty("jdk.console", "java.base");
  }

  private static final Path OUTPUT = Path.of("/proc/self/fd/1");

  private Terminal() {}

  /** Tells whether what is printed goes to a terminal, whatever the input is. */
  public static boolean isOutput() {
    return get() != null || isTerminal(OUTPUT);
  }

  /** Tells whether a link, as the system has them to open files, leads to a terminal. */
  static boolean isTerminal(Path link) {
    try {
      return Files.readSymbolicLink(link).toString().matches("/dev/(pts/[0-9]+|tty.*|console)");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /** Returns the terminal, or null if the input or the output is none. */
  @SuppressWarnings("SystemConsoleNull")
  public static @Nullable Console get() {
    return System.console();
  }
}

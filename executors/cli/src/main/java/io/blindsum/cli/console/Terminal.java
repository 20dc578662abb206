package io.blindsum.cli.console;

import java.io.Console;
import org.jspecify.annotations.Nullable;

/** The terminal that the command was started from. */
public final class Terminal {
  static {
    // from Java 22 on there would be a console without a terminal too
    System.setProperty("jdk.console", "java.base");
  }

  private Terminal() {}

  /** Returns the terminal, or null if the input or the output is none. */
  @SuppressWarnings("SystemConsoleNull")
  public static @Nullable Console get() {
    return System.console();
  }
}

package io.blindsum.cli.console;

/** Ends a command with an exit code and one line that says what, where, and how to go on. */
public final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int exitCode;
  private final String fix;

  public CommandException(int exitCode, String message, String fix) {
    super(message);
    this.exitCode = exitCode;
    this.fix = fix;
  }

  public static CommandException usage(String message, String fix) {
    return new CommandException(ExitCode.USAGE, message, fix);
  }

  public int exitCode() {
    return exitCode;
  }

  /** Returns the next step; may be empty. */
  public String fix() {
    return fix;
  }
}

package io.blindsum.cli;

/** Ends a command with an exit code and one line that says what, where, and how to go on. */
final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int exitCode;
  private final String fix;

  CommandException(int exitCode, String message, String fix) {
    super(message);
    this.exitCode = exitCode;
    this.fix = fix;
  }

  static CommandException usage(String message, String fix) {
    return new CommandException(ExitCode.USAGE, message, fix);
  }

  int exitCode() {
    return exitCode;
  }

  /** Returns the next step; may be empty. */
  String fix() {
    return fix;
  }
}

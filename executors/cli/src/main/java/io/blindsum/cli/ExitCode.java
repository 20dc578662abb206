package io.blindsum.cli;

/** The exit codes of every command; scripts rely on them. */
final class ExitCode {
  static final int OK = 0;
  static final int USAGE = 2;
  static final int DATA = 3;
  static final int KEY = 4;
  static final int POLICY = 5;
  static final int NETWORK = 6;
  static final int INCOMPLETE = 7;

  private ExitCode() {}
}

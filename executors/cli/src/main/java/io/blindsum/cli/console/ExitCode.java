package io.blindsum.cli.console;

/** The exit codes of every command; scripts rely on them. */
public final class ExitCode {
  public static final int OK = 0;
  public static final int USAGE = 2;
  public static final int DATA = 3;
  public static final int KEY = 4;
  public static final int POLICY = 5;
  public static final int NETWORK = 6;
  public static final int INCOMPLETE = 7;
  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}

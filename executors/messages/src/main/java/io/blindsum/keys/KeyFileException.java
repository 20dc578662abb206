package io.blindsum.keys;

/**
 * Says in one line what is wrong with a key file, where, and how to fix it.
 *
 * <p>The message never holds a digit of a key. It has no cause on purpose: the messages of parsers
 * quote the text they fail on.
 */
public final class KeyFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String fix;

  /**
   * Creates the error.
   *
   * @param what the fault, such as {@code readable by others}
   * @param where the name of the file
   * @param fix what to do about it, as an imperative
   */
  public KeyFileException(String what, String where, String fix) {
    super(where + ": " + what);
    this.fix = fix;
  }

  /** Returns what to do about it. */
  public String fix() {
    return fix;
  }
}

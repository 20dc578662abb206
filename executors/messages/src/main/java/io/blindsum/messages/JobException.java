package io.blindsum.messages;

import io.blindsum.encoding.PrintableText;

/**
 * Fails a process with one line that anyone in the colony may read. It may quote a stranger's text:
 * it stays one line of bounded length, whatever that is.
 */
public class JobException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;
  private static final int LONGEST_LINE = 2_000;

  /** Fails a process; the line names what is wrong and quotes no value. */
  public JobException(String line) {
    super(PrintableText.of(line, LONGEST_LINE));
  }

  /** Fails a process if a condition does not hold; the line is {@code where: problem}. */
  public static void require(boolean holds, String where, String problem) {
    if (!holds) {
      throw new JobException(where + ": " + problem);
    }
  }
}

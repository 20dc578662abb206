package io.blindsum.messages;

/** Fails a process with one line that anyone in the colony may read. */
public class JobException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** Fails a process; the line names what is wrong and quotes no value. */
  public JobException(String line) {
    super(line);
  }

  /** Fails a process if a condition does not hold; the line is {@code where: problem}. */
  public static void require(boolean holds, String where, String problem) {
    if (!holds) {
      throw new JobException(where + ": " + problem);
    }
  }
}

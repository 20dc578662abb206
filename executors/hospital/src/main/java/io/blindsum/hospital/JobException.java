package io.blindsum.hospital;

/** Fails a process with one line that anyone in the colony may read. */
final class JobException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  JobException(String line) {
    super(line);
  }
}

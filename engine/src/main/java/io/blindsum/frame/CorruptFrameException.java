package io.blindsum.frame;

import org.jspecify.annotations.Nullable;

/** Refuses bytes that are no whole, unaltered frame of a version that this program reads. */
public final class CorruptFrameException extends FrameException {
  private static final long serialVersionUID = 1;

  CorruptFrameException(String frame, String problem) {
    this(frame, problem, null);
  }

  CorruptFrameException(String frame, String problem, @Nullable Throwable cause) {
    super(frame, problem, cause);
  }

  static CorruptFrameException truncated(String frame, long at) {
    return new CorruptFrameException(
        frame, "truncated at byte " + at + "; finish writing it or copy it again");
  }

  static CorruptFrameException digest(String frame, String where) {
    return new CorruptFrameException(
        frame, "digest differs in " + where + "; copy or make the frame again");
  }
}

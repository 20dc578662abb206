package io.blindsum.frame;

import org.jspecify.annotations.Nullable;

/** Says in one line which frame was refused and why, without anything of its content. */
public abstract sealed class FrameException extends RuntimeException
    permits CorruptFrameException,
        FrameMismatchException,
        DuplicateStreamException,
        FrameIoException {
  private static final long serialVersionUID = 1;

  FrameException(String frame, String problem, @Nullable Throwable cause) {
    super(frame + ": " + problem, cause);
  }
}

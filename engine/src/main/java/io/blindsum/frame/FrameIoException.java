package io.blindsum.frame;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/** Says that the system could not read or write a frame; what was written stays resumable. */
public final class FrameIoException extends FrameException {
  private static final long serialVersionUID = 1;

  FrameIoException(String frame, String problem) {
    super(frame, problem, null);
  }

  private FrameIoException(String frame, String problem, IOException cause) {
    super(frame, problem, cause);
  }

  static FrameIoException reading(String frame, IOException cause) {
    return new FrameIoException(frame, "cannot be read: " + reason(cause), cause);
  }

  static FrameIoException writing(String frame, IOException cause) {
    return new FrameIoException(
        frame,
        "cannot be written: "
            + reason(cause)
            + "; make room or choose a folder that can be written, then resume",
        cause);
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    // the message of a file system exception repeats the whole path
    String text = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
    return Objects.requireNonNullElse(text, e.getClass().getSimpleName());
  }
}

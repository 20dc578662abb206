package io.blindsum.frame;

/** Refuses to count the same records twice. */
public final class DuplicateStreamException extends FrameException {
  private static final long serialVersionUID = 1;

  DuplicateStreamException(String frame, SummedStream stream) {
    super(
        frame,
        "stream "
            + stream.streamId().substring(0, 8)
            + " of site '"
            + stream.site()
            + "' is counted already, or its rows are; leave this frame out",
        null);
  }
}

package io.blindsum.frame;

/** Refuses to count the same records twice. */
public final class DuplicateStreamException extends FrameException {
  private static final long serialVersionUID = 1;

  private final String streamId;

  DuplicateStreamException(String frame, SummedStream stream) {
    super(
        frame,
        "stream "
            + stream.streamId().substring(0, 8)
            + " of site '"
            + stream.site()
            + "' is counted already, or its rows are; leave this frame out",
        null);
    this.streamId = stream.streamId();
  }

  /** Returns the stream that would be counted twice, in 32 hex digits. */
  public String streamId() {
    return streamId;
  }
}

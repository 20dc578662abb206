package io.blindsum.frame;

/** Refuses a frame that is whole but does not belong to the work at hand. */
public final class FrameMismatchException extends FrameException {
  private static final long serialVersionUID = 1;

  private final String what;

  FrameMismatchException(String frame, String what, String expected, String actual) {
    super(frame, what + ": expected " + expected + ", got " + actual, null);
    this.what = what;
  }

  /** Returns what differs, in the words of the header: {@code key}, {@code study}, ... */
  public String what() {
    return what;
  }
}

package io.blindsum.arith;

/** Says in one line that the system's random source cannot be trusted; nothing was encrypted. */
public final class RandomSourceException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  RandomSourceException(String fault) {
    super("the system's random source " + fault + "; nothing was encrypted");
  }

  RandomSourceException(String fault, Throwable cause) {
    this(fault);
    initCause(cause);
  }
}

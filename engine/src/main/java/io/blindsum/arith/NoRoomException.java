package io.blindsum.arith;

/** The machine has no memory left off the heap. */
public final class NoRoomException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  public NoRoomException() {
    super("there is no memory left off the heap");
  }
}

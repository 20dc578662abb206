package io.blindsum.kernel;

import io.blindsum.arith.NoRoomException;

/** Turns the answers of the library into exceptions. */
final class Status {
  private static final long OK = 0;
  private static final long ERROR_KERNEL = -3;
  private static final long ERROR_MEMORY = -4;

  private Status() {}

  /**
   * Returns if the answer is 0.
   *
   * @throws IllegalArgumentException if an element or the call as a whole was refused
   * @throws IllegalStateException if the machine cannot do it
   */
  static void check(long status) {
    if (status == OK) {
      return;
    }
    if (status == ERROR_MEMORY) {
      throw new NoRoomException();
    }
    if (status == ERROR_KERNEL) {
      throw new IllegalStateException("the kernel does not run on this machine");
    }
    if (status < 0) {
      throw new IllegalArgumentException("the kernel refused the call (" + status + ")");
    }
    throw new IllegalArgumentException("element " + (status - 1) + " is out of range");
  }
}

package io.blindsum.kernel;

/** A function of the library, with its handle left open. */
@FunctionalInterface
interface NativeCall {

  /** Calls it, and answers its status. */
  long apply(long pointer);

  /**
   * Calls a function while its handle cannot be freed.
   *
   * @throws IllegalArgumentException if an element or the call was refused
   * @throws IllegalStateException if the handle is closed, or there is no memory
   */
  static void on(Handle handle, NativeCall call) {
    Status.check(status(handle, call));
  }

  /** Calls a function while its handle cannot be freed, and returns its status. */
  static long status(Handle handle, NativeCall call) {
    long pointer = handle.acquire();
    try {
      return call.apply(pointer);
    } finally {
      handle.release();
    }
  }
}

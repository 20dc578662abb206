package io.blindsum.kernel;

import io.blindsum.arith.Users;
import java.util.function.LongConsumer;

/**
 * Owns a pointer that the library handed out, and frees it when it is closed and no call uses it
 * any more: a call on a closed handle is refused instead of ending the process.
 */
final class Handle implements AutoCloseable {
  private final long pointer;
  private final Users users;

  private Handle(long pointer, LongConsumer free) {
    this.pointer = pointer;
    this.users = new Users(() -> free.accept(pointer));
  }

  /** A constructor of the library: writes the new pointer to an address, and answers a status. */
  @FunctionalInterface
  interface Maker {
    long make(long address);
  }

  /** Makes what the library makes. */
  static Handle make(Maker maker, LongConsumer free) {
    NativeBlocks pointer = NativeBlocks.allocate(1, Long.BYTES);
    Status.check(maker.make(pointer.address()));
    return new Handle(pointer.getLong(0), free);
  }

  /**
   * Returns the pointer, which is not freed before {@link #release()}.
   *
   * @throws IllegalStateException if the handle is closed
   */
  long acquire() {
    users.acquire();
    return pointer;
  }

  void release() {
    users.release();
  }

  @Override
  public void close() {
    users.close();
  }
}

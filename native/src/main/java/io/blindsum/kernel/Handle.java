package io.blindsum.kernel;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;

/**
 * Owns a pointer that the library handed out, and frees it when it is closed and no call uses it
 * any more: a call on a closed handle is refused instead of ending the process.
 */
final class Handle implements AutoCloseable {
  private final long pointer;
  private final LongConsumer free;
  private final AtomicInteger users = new AtomicInteger(1);
  private final AtomicBoolean closed = new AtomicBoolean();

  private Handle(long pointer, LongConsumer free) {
    this.pointer = pointer;
    this.free = free;
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
    int before = users.getAndUpdate(count -> count == 0 ? 0 : count + 1);
    if (before == 0) {
      throw new IllegalStateException("it is closed");
    }
    return pointer;
  }

  void release() {
    if (users.decrementAndGet() == 0) {
      free.accept(pointer);
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      release();
    }
  }
}

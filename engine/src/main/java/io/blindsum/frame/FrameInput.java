package io.blindsum.frame;

import io.blindsum.arith.BlockArray;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** Reads exact counts of bytes from a channel, never one more, and knows where it stands. */
final class FrameInput {
  /** How much is allocated on the word of a length alone; more only as bytes arrive. */
  private static final int TRUSTED_BYTES = 1 << 22;

  private final ReadableByteChannel channel;
  private final String name;
  private long position;

  FrameInput(ReadableByteChannel channel, String name) {
    this.channel = channel;
    this.name = name;
  }

  long position() {
    return position;
  }

  /** Reads into a buffer until it is full or the input ends; returns how many bytes came. */
  int readUpTo(ByteBuffer target) {
    int before = target.position();
    try {
      while (target.hasRemaining() && channel.read(target) >= 0) {
        // a blocking channel waits for at least one byte
      }
    } catch (IOException e) {
      throw FrameIoException.reading(name, e);
    }
    int count = target.position() - before;
    position += count;
    return count;
  }

  /**
   * Fills a buffer and flips it.
   *
   * @throws CorruptFrameException if the input ends before
   */
  ByteBuffer read(ByteBuffer target) {
    readUpTo(target);
    if (target.hasRemaining()) {
      throw CorruptFrameException.truncated(name, position);
    }
    return target.flip();
  }

  /**
   * Reads {@code length} bytes into a buffer off the heap, aligned to 64 bytes: the given one if it
   * is large enough, else a larger one that grows with the bytes that arrive.
   */
  ByteBuffer read(int length, ByteBuffer reusable) {
    ByteBuffer target = reusable.clear();
    if (target.capacity() < length) {
      target = allocate(Math.min(length, TRUSTED_BYTES));
    }
    target.limit(Math.min(length, target.capacity()));
    while (target.limit() < length) {
      read(target);
      long twice = 2L * target.limit();
      target = allocate((int) Math.min(length, twice)).put(target);
    }
    return read(target);
  }

  private static ByteBuffer allocate(int bytes) {
    return BlockArray.allocate(bytes, 1).bytes();
  }
}

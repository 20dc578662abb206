package io.blindsum.kernel;

import io.blindsum.arith.BlockArray;
import java.lang.ref.Reference;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * Blocks at an address that C code may use: the memory of a block array itself when that lies off
 * the heap, and otherwise a copy. Closing keeps the memory alive up to that point.
 */
final class NativeBlocks implements AutoCloseable {
  private final BlockArray blocks;
  private final ByteBuffer memory;
  private final boolean copied;
  private final boolean written;

  private NativeBlocks(BlockArray blocks, ByteBuffer memory, boolean copied, boolean written) {
    this.blocks = blocks;
    this.memory = memory;
    this.copied = copied;
    this.written = written;
  }

  static NativeBlocks allocate(int count, int blockBytes) {
    BlockArray blocks = BlockArray.allocate(count, blockBytes);
    return new NativeBlocks(blocks, blocks.bytes(), false, true);
  }

  /** Holds one number of as many bytes as it needs, at least one. */
  static NativeBlocks number(BigInteger value) {
    BlockArray block = BlockArray.of(Math.max(1, (value.bitLength() + 7) / 8), value);
    return new NativeBlocks(block, block.bytes(), false, true);
  }

  /**
   * Opens blocks for reading.
   *
   * @throws IllegalArgumentException if they are not so many of such a width
   */
  static NativeBlocks in(BlockArray blocks, int count, int blockBytes) {
    return open(blocks, count, blockBytes, false);
  }

  /**
   * Opens blocks for writing; blocks on the heap are written when this is closed.
   *
   * @throws IllegalArgumentException if they are read-only or of another width
   */
  static NativeBlocks out(BlockArray blocks, int blockBytes) {
    if (blocks.bytes().isReadOnly()) {
      throw new IllegalArgumentException("the blocks for the result are read-only");
    }
    return open(blocks, blocks.count(), blockBytes, true);
  }

  private static NativeBlocks open(BlockArray blocks, int count, int blockBytes, boolean written) {
    if (blocks.blockBytes() != blockBytes || blocks.count() != count) {
      throw new IllegalArgumentException(
          "%s blocks of %s bytes; %s of %s expected"
              .formatted(blocks.count(), blocks.blockBytes(), count, blockBytes));
    }
    ByteBuffer bytes = blocks.bytes();
    if (bytes.isDirect()) {
      return new NativeBlocks(blocks, bytes, false, written);
    }
    ByteBuffer copy = ByteBuffer.allocateDirect(bytes.remaining());
    copy.put(bytes).flip();
    return new NativeBlocks(blocks, copy, true, written);
  }

  long address() {
    return Pointer.wrap(Runtime.getSystemRuntime(), memory).address();
  }

  /** Returns the bytes of a block. */
  int width() {
    return blocks.blockBytes();
  }

  BigInteger get(int index) {
    return blocks.get(index);
  }

  /** Returns a word in the machine's byte order. */
  long getLong(int index) {
    return memory.duplicate().order(ByteOrder.nativeOrder()).getLong(index * Long.BYTES);
  }

  /** Writes words in the machine's byte order, one a block. */
  void putLongs(long[] values) {
    memory.duplicate().order(ByteOrder.nativeOrder()).asLongBuffer().put(values);
  }

  void wipe() {
    blocks.wipe();
  }

  @Override
  public void close() {
    try {
      if (copied && written) {
        blocks.bytes().put(memory.duplicate());
      }
    } finally {
      if (copied) {
        BlockArray.over(memory.duplicate(), 1).wipe();
      }
      Reference.reachabilityFence(memory);
    }
  }
}

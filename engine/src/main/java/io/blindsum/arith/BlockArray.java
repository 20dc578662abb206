package io.blindsum.arith;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * Holds {@code count} unsigned integers, each as {@code blockBytes} big-endian bytes, contiguous in
 * one buffer.
 *
 * <p>A block array that was allocated here is off-heap and aligned to 64 bytes. It can also be laid
 * over any byte buffer, such as a mapped file: the body of a frame is this memory. Reads by several
 * threads, and writes to distinct blocks, need no lock.
 */
public final class BlockArray {
  private static final int ALIGNMENT = 64;

  private final ByteBuffer buffer;
  private final int blockBytes;
  private final int count;

  private BlockArray(ByteBuffer buffer, int blockBytes, int count) {
    this.buffer = buffer;
    this.blockBytes = blockBytes;
    this.count = count;
  }

  /**
   * Allocates blocks of zeros off the heap.
   *
   * @param count at least 0
   * @param blockBytes at least 1; {@code count * blockBytes} below 2^31 - 128
   */
  public static BlockArray allocate(int count, int blockBytes) {
    int bytes = Math.multiplyExact(count, requirePositive(blockBytes));
    // alignedSlice cuts at both ends
    int room = Math.addExact(bytes, 2 * ALIGNMENT);
    ByteBuffer aligned = ByteBuffer.allocateDirect(room).alignedSlice(ALIGNMENT);
    return new BlockArray(bigEndian(aligned.slice(0, bytes)), blockBytes, count);
  }

  /**
   * Lays blocks over the bytes between the buffer's position and limit, without a copy.
   *
   * @throws IllegalArgumentException if the bytes are not a whole number of blocks
   */
  public static BlockArray over(ByteBuffer bytes, int blockBytes) {
    int length = bytes.remaining();
    if (length % requirePositive(blockBytes) != 0) {
      throw new IllegalArgumentException(
          length + " bytes are not a whole number of blocks of " + blockBytes);
    }
    return new BlockArray(bigEndian(bytes.slice()), blockBytes, length / blockBytes);
  }

  /** Allocates one block a value, in the order of the values. */
  public static BlockArray of(int blockBytes, BigInteger... values) {
    BlockArray blocks = allocate(values.length, blockBytes);
    for (int i = 0; i < values.length; i++) {
      blocks.set(i, values[i]);
    }
    return blocks;
  }

  public int count() {
    return count;
  }

  public int blockBytes() {
    return blockBytes;
  }

  /** Returns the blocks as one big-endian buffer from position 0; its content is shared. */
  public ByteBuffer bytes() {
    // duplicate() and slice() forget the byte order
    return bigEndian(buffer.duplicate().clear());
  }

  public BigInteger get(int index) {
    byte[] magnitude = new byte[blockBytes];
    buffer.get(offset(index), magnitude);
    return new BigInteger(1, magnitude);
  }

  /**
   * Writes one block.
   *
   * @param value in [0, 2^(8 blockBytes))
   * @throws IllegalArgumentException if the value is negative or too wide
   */
  public void set(int index, BigInteger value) {
    int offset = offset(index);
    if (value.signum() < 0 || value.bitLength() > 8L * blockBytes) {
      throw new IllegalArgumentException(
          "a value of sign "
              + value.signum()
              + " and "
              + value.bitLength()
              + " bits does not fit into a block of "
              + blockBytes
              + " bytes");
    }
    byte[] magnitude = value.toByteArray();
    int signByte = magnitude.length > blockBytes ? 1 : 0;
    int length = magnitude.length - signByte;
    for (int i = 0; i < blockBytes - length; i++) {
      buffer.put(offset + i, (byte) 0);
    }
    buffer.put(offset + blockBytes - length, magnitude, signByte, length);
  }

  /** Copies a block of an array of the same width to a block of this one. */
  public void copy(int index, BlockArray source, int sourceIndex) {
    if (source.blockBytes != blockBytes) {
      throw new IllegalArgumentException(
          "blocks of " + source.blockBytes + " bytes do not fit blocks of " + blockBytes);
    }
    buffer.put(offset(index), source.buffer, source.offset(sourceIndex), blockBytes);
  }

  /**
   * Returns the index of the first block whose value is not below a bound, or -1. The first 8 bytes
   * decide on almost every block, so that millions of them can be checked in passing.
   *
   * @param bound at least 0
   */
  public int firstNotBelow(BigInteger bound) {
    if (bound.bitLength() > 8L * blockBytes) {
      return -1;
    }
    ByteBuffer limit = of(blockBytes, bound).buffer;
    long limitTop = blockBytes < Long.BYTES ? 0 : limit.getLong(0);
    for (int i = 0; i < count; i++) {
      long top = blockBytes < Long.BYTES ? 0 : buffer.getLong(i * blockBytes);
      int order = Long.compareUnsigned(top, limitTop);
      if (order > 0 || (order == 0 && compareBlock(i, limit) >= 0)) {
        return i;
      }
    }
    return -1;
  }

  private int compareBlock(int index, ByteBuffer limit) {
    ByteBuffer block = buffer.slice(index * blockBytes, blockBytes);
    int at = block.mismatch(limit);
    return at < 0 ? 0 : Byte.compareUnsigned(block.get(at), limit.get(at));
  }

  /** Returns the blocks {@code from} (inclusive) to {@code to} (exclusive), sharing the memory. */
  public BlockArray slice(int from, int to) {
    Objects.checkFromToIndex(from, to, count);
    return new BlockArray(
        bigEndian(buffer.slice(from * blockBytes, (to - from) * blockBytes)),
        blockBytes,
        to - from);
  }

  /** Overwrites every block with zeros. */
  public void wipe() {
    ByteBuffer all = bytes();
    while (all.remaining() >= Long.BYTES) {
      all.putLong(0);
    }
    while (all.hasRemaining()) {
      all.put((byte) 0);
    }
  }

  private int offset(int index) {
    return Objects.checkIndex(index, count) * blockBytes;
  }

  private static ByteBuffer bigEndian(ByteBuffer bytes) {
    return bytes.order(ByteOrder.BIG_ENDIAN);
  }

  private static int requirePositive(int blockBytes) {
    if (blockBytes < 1) {
      throw new IllegalArgumentException("blocks of " + blockBytes + " bytes: at least 1 expected");
    }
    return blockBytes;
  }
}

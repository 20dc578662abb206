package io.blindsum.gmp;

import io.blindsum.arith.BlockArray;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * A fixed number of 64-bit limbs off the heap, least significant first: the form in which GMP reads
 * and writes numbers.
 */
final class Limbs {
  private final ByteBuffer memory;
  private final long address;
  private final int count;

  private Limbs(int count) {
    this.count = count;
    this.memory =
        ByteBuffer.allocateDirect(Math.multiplyExact(count, Long.BYTES) + Long.BYTES)
            .alignedSlice(Long.BYTES)
            .order(ByteOrder.nativeOrder());
    this.address = Pointer.wrap(Runtime.getSystemRuntime(), memory).address();
  }

  static Limbs allocate(int count) {
    return new Limbs(count);
  }

  static Limbs of(BigInteger value, int count) {
    Limbs limbs = new Limbs(count);
    BlockArray block = BlockArray.of(count * Long.BYTES, value);
    limbs.set(block.bytes(), 0, count * Long.BYTES);
    block.wipe();
    return limbs;
  }

  /** Returns how many limbs hold so many bytes. */
  static int forBytes(int bytes) {
    return (bytes + Long.BYTES - 1) / Long.BYTES;
  }

  long address() {
    return address;
  }

  int count() {
    return count;
  }

  long get(int limb) {
    return memory.getLong(limb * Long.BYTES);
  }

  void put(int limb, long value) {
    memory.putLong(limb * Long.BYTES, value);
  }

  /** Reads a big-endian number of {@code width} bytes at {@code offset} of a big-endian buffer. */
  void set(ByteBuffer bigEndian, int offset, int width) {
    int end = offset + width;
    int whole = width / Long.BYTES;
    for (int i = 0; i < whole; i++) {
      memory.putLong(i * Long.BYTES, bigEndian.getLong(end - (i + 1) * Long.BYTES));
    }
    int limb = whole;
    if (width % Long.BYTES != 0) {
      long top = 0;
      for (int i = offset; i < end - whole * Long.BYTES; i++) {
        top = top << Byte.SIZE | Byte.toUnsignedLong(bigEndian.get(i));
      }
      memory.putLong(limb * Long.BYTES, top);
      limb++;
    }
    for (; limb < count; limb++) {
      memory.putLong(limb * Long.BYTES, 0);
    }
  }

  /** Writes the number as {@code width} big-endian bytes at {@code offset} of such a buffer. */
  void get(ByteBuffer bigEndian, int offset, int width) {
    int end = offset + width;
    int whole = width / Long.BYTES;
    for (int i = 0; i < whole; i++) {
      bigEndian.putLong(end - (i + 1) * Long.BYTES, memory.getLong(i * Long.BYTES));
    }
    if (width % Long.BYTES != 0) {
      long top = memory.getLong(whole * Long.BYTES);
      for (int i = end - whole * Long.BYTES - 1; i >= offset; i--) {
        bigEndian.put(i, (byte) top);
        top >>>= Byte.SIZE;
      }
    }
  }

  BigInteger toBigInteger() {
    BlockArray block = BlockArray.allocate(1, count * Long.BYTES);
    get(block.bytes(), 0, count * Long.BYTES);
    BigInteger value = block.get(0);
    block.wipe();
    return value;
  }

  /** Returns the limbs without the zeros at the top. */
  int significant() {
    int limbs = count;
    while (limbs > 0 && get(limbs - 1) == 0) {
      limbs--;
    }
    return limbs;
  }

  void wipe() {
    for (int i = 0; i < count; i++) {
      put(i, 0);
    }
  }
}

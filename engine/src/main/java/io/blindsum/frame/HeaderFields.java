package io.blindsum.frame;

import io.blindsum.paillier.Sha256;
import java.nio.ByteBuffer;

/**
 * Reads fields in order, and allocates nothing that is longer than the bytes that are there.
 *
 * <p>Throws IllegalArgumentException with the field's name for whatever does not fit.
 */
final class HeaderFields {
  private final ByteBuffer bytes;

  HeaderFields(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  void skip(int count) {
    require(count, "fixed fields");
    bytes.position(bytes.position() + count);
  }

  int unsignedByte() {
    require(1, "fixed fields");
    return bytes.get() & 0xff;
  }

  /** Reads 4 bytes: a count from 0 to 2^31 - 1. */
  int count(String what) {
    require(Integer.BYTES, what);
    return (int) requireCount(bytes.getInt(), what);
  }

  /** Reads 8 bytes: a count from 0 to 2^63 - 1. */
  long count64(String what) {
    require(Long.BYTES, what);
    return requireCount(bytes.getLong(), what);
  }

  String hex(int count) {
    return Sha256.hex(take(count, "fixed fields"));
  }

  /** Reads a length of 4 bytes and as many bytes. */
  byte[] field(int maxBytes, String what) {
    int length = count(what);
    if (length > maxBytes) {
      throw new IllegalArgumentException(
          what + " has " + length + " bytes; at most " + maxBytes + " expected");
    }
    return take(length, what);
  }

  String text(int maxBytes, String what) {
    return HeaderText.decode(field(maxBytes, what), what);
  }

  private byte[] take(int count, String what) {
    require(count, what);
    byte[] taken = new byte[count];
    bytes.get(taken);
    return taken;
  }

  private void require(int count, String what) {
    if (bytes.remaining() < count) {
      throw new IllegalArgumentException(what + " ends too early");
    }
  }

  private static long requireCount(long count, String what) {
    if (count < 0) {
      throw new IllegalArgumentException(what + " is too large");
    }
    return count;
  }
}

package io.blindsum.frame;

import java.nio.ByteBuffer;

/**
 * The fixed fields of a batch.
 *
 * @param index its place in the stream, from 0
 * @param rows the rows encrypted in it
 * @param rejected the rows left out of it
 * @param count its ciphertexts
 */
record BatchHeader(int index, long rows, long rejected, int count) {

  /** Returns the fields up to the digest, which the digest covers. */
  ByteBuffer encode() {
    return ByteBuffer.allocate(FrameDescriptor.SECTION_DIGEST)
        .putInt(FrameDescriptor.BATCH_MAGIC)
        .putInt(index)
        .putLong(rows)
        .putLong(rejected)
        .putInt(count)
        .putInt(0)
        .flip();
  }

  /** Reads the fields of a section whose magic is checked. */
  static BatchHeader decode(ByteBuffer section) {
    if (section.getInt(FrameDescriptor.BATCH_RESERVED) != 0) {
      throw new IllegalArgumentException("reserved bytes are not zero");
    }
    return new BatchHeader(
        section.getInt(FrameDescriptor.BATCH_INDEX),
        section.getLong(FrameDescriptor.BATCH_ROWS),
        section.getLong(FrameDescriptor.BATCH_REJECTED),
        section.getInt(FrameDescriptor.BATCH_COUNT));
  }
}

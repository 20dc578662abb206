package io.blindsum.hospital;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.OsRandom;
import io.blindsum.keys.AppendedFile;
import io.blindsum.layout.SlotLayout;
import io.blindsum.messages.JobException;
import io.blindsum.service.StateFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The plaintexts of one plan on the site's disk, encrypted: 32 bytes of salt, then a segment a
 * batch, of equal size but for the last. A segment has the rows of the batch, the rows left out
 * before it, and its blocks; so each batch can be read again, the same to the bit.
 */
final class Spool {
  static final int SALT_BYTES = 32;

  private static final int SEGMENT_HEAD = 2 * Long.BYTES;

  private final SlotLayout layout;
  private final int batchRows;

  /**
   * Describes the spools of a plan.
   *
   * @param batchRows the rows of every batch but the last
   */
  Spool(SlotLayout layout, int batchRows) {
    this.layout = layout;
    this.batchRows = batchRows;
  }

  /**
   * One batch.
   *
   * @param rows rows in it
   * @param rejected rows left out since the batch before
   * @param plaintexts position by position
   */
  record Segment(long rows, long rejected, BlockArray plaintexts) {}

  /** Starts a spool. */
  Writer create(StateFolder state, Path file, String plan) throws IOException {
    return new Writer(state, file, plan);
  }

  /**
   * A batch that was read.
   *
   * @param salt of the spool, which no other spool has
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Opened(Segment segment, byte[] salt) {}

  /** Reads a batch of a spool, and the spool's salt from the same file. */
  Opened read(StateFolder state, Path file, String plan, int batch, long rows) throws IOException {
    int size = sealedBytes(rows);
    ByteBuffer sealed = ByteBuffer.allocate(size);
    byte[] salt = new byte[SALT_BYTES];
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      readFully(channel, ByteBuffer.wrap(salt), 0);
      readFully(channel, sealed, SALT_BYTES + (long) batch * sealedBytes(batchRows));
    }
    ByteBuffer plain = ByteBuffer.allocate(size - SpoolCipher.TAG_BYTES);
    try (SpoolCipher cipher = new SpoolCipher(state, salt, plan)) {
      cipher.open(batch, sealed.flip(), plain);
    }
    plain.flip();
    long storedRows = plain.getLong();
    long rejected = plain.getLong();
    BlockArray blocks = BlockArray.allocate(blocks(rows), layout.plaintextBytes());
    blocks.bytes().put(plain);
    wipe(plain);
    return new Opened(new Segment(storedRows, rejected, blocks), salt);
  }

  private int blocks(long rows) {
    return Math.toIntExact(layout.plaintexts(rows));
  }

  private int sealedBytes(long rows) {
    return SEGMENT_HEAD + blocks(rows) * layout.plaintextBytes() + SpoolCipher.TAG_BYTES;
  }

  private static void readFully(FileChannel channel, ByteBuffer bytes, long from)
      throws IOException {
    long at = from;
    while (bytes.hasRemaining()) {
      int read = channel.read(bytes, at);
      if (read < 0) {
        throw new JobException("plan: its data at the site is incomplete; plan again");
      }
      at += read;
    }
  }

  private static void wipe(ByteBuffer bytes) {
    bytes.clear().put(new byte[bytes.capacity()]);
  }

  /** Writes the segments of a spool in order. */
  final class Writer implements AutoCloseable {
    private final FileChannel channel;
    private final SpoolCipher cipher;
    private int segments;
    private long bytes = SALT_BYTES;

    private Writer(StateFolder state, Path file, String plan) throws IOException {
      byte[] salt = OsRandom.open().bytes(SALT_BYTES);
      this.cipher = new SpoolCipher(state, salt, plan);
      this.channel = FileChannel.open(file, StandardOpenOption.WRITE);
      AppendedFile.writeFully(channel, ByteBuffer.wrap(salt));
    }

    /** Appends a batch. */
    void append(Segment segment) throws IOException {
      ByteBuffer plain =
          ByteBuffer.allocate(sealedBytes(segment.rows()) - SpoolCipher.TAG_BYTES)
              .putLong(segment.rows())
              .putLong(segment.rejected())
              .put(segment.plaintexts().bytes())
              .flip();
      ByteBuffer sealed = ByteBuffer.allocate(plain.remaining() + SpoolCipher.TAG_BYTES);
      cipher.seal(segments, plain, sealed);
      wipe(plain);
      bytes += sealed.position();
      AppendedFile.writeFully(channel, sealed.flip());
      segments++;
    }

    int segments() {
      return segments;
    }

    /** Returns how long the file is by now. */
    long bytes() {
      return bytes;
    }

    /** Brings everything to the disk. */
    void finish() throws IOException {
      channel.force(true);
    }

    @Override
    public void close() throws IOException {
      cipher.close();
      channel.close();
    }
  }
}

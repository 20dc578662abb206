package io.blindsum.frame;

import io.blindsum.arith.BlockArray;
import io.blindsum.paillier.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * Writes one frame strictly forward, to a pipe, a socket or a file. For a file that survives a
 * crash take {@link FrameFile}.
 *
 * <p>Not for use by several threads. After an exception the frame is lost: it has no trailer, and
 * no reader takes it.
 */
public final class FrameWriter {
  private final WritableByteChannel channel;
  private final String name;
  private final FrameHeader header;
  private final FrameChain chain;
  private boolean open = true;

  private FrameWriter(
      WritableByteChannel channel, String name, FrameHeader header, FrameChain chain) {
    this.channel = channel;
    this.name = name;
    this.header = header;
    this.chain = chain;
  }

  /**
   * Writes the header.
   *
   * @param channel blocking; the caller closes it
   * @param name what messages call the frame, such as {@code stdout}
   * @throws FrameIoException if the channel fails
   */
  public static FrameWriter open(WritableByteChannel channel, String name, FrameHeader header) {
    byte[] encoded = HeaderCodec.encode(header);
    FrameChain chain = new FrameChain(header, HeaderCodec.digestOf(encoded));
    FrameWriter writer = new FrameWriter(channel, name, header, chain);
    writer.write(ByteBuffer.wrap(encoded));
    return writer;
  }

  /** Goes on behind the batches of the chain, where the channel stands. */
  static FrameWriter resume(
      WritableByteChannel channel, String name, FrameHeader header, FrameChain chain) {
    return new FrameWriter(channel, name, header, chain);
  }

  public FrameHeader header() {
    return header;
  }

  /** Returns how many batches are written. */
  public int batches() {
    return chain.batches();
  }

  /** Returns how many rows are encrypted in them. */
  public long rows() {
    return chain.rows();
  }

  /** Returns how many ciphertexts are written. */
  public long ciphertexts() {
    return chain.ciphertexts();
  }

  /**
   * Writes one batch.
   *
   * @param rows the rows encrypted in it
   * @param rejected the rows left out of it
   * @param ciphertexts position by position, as {@link FrameBatch#ciphertexts} has them
   * @throws IllegalArgumentException if the blocks are no ciphertexts of the key, a part of a
   *     record, or of more rows than the header declares
   * @throws FrameIoException if the channel fails
   */
  public void append(long rows, long rejected, BlockArray ciphertexts) {
    requireOpen();
    int blockBytes = header.key().ciphertextBytes();
    if (ciphertexts.blockBytes() != blockBytes) {
      throw new IllegalArgumentException(
          "blocks of "
              + ciphertexts.blockBytes()
              + " bytes; ciphertexts of this key have "
              + blockBytes);
    }
    BatchHeader batch = new BatchHeader(chain.batches(), rows, rejected, ciphertexts.count());
    chain.check(batch);
    ByteBuffer body = ciphertexts.bytes();
    byte[] digest = chain.digest(batch, body.duplicate());
    write(
        ByteBuffer.allocate(FrameDescriptor.SECTION_BYTES).put(batch.encode()).put(digest).flip());
    write(body);
    write(ByteBuffer.allocate(FrameDescriptor.padding(chain.bodyBytes(batch))));
    chain.add(batch, digest);
  }

  /**
   * Writes the digest of the rows and the trailer; see {@link #finish()}.
   *
   * @param rowsDigest 64 hex digits, as {@link FrameHeader#rowsDigest} announced
   */
  public FrameTotals finish(String rowsDigest) {
    requireOpen();
    byte[] digest = Sha256.parse(rowsDigest);
    chain.addRowsDigest(digest);
    write(
        ByteBuffer.allocate(FrameDescriptor.SECTION_BYTES)
            .putInt(0, FrameDescriptor.ROWS_MAGIC)
            .put(FrameDescriptor.SECTION_DIGEST, digest));
    return finish();
  }

  /**
   * Writes the trailer, which makes the frame whole.
   *
   * @throws FrameIoException if the channel fails
   */
  public FrameTotals finish() {
    requireOpen();
    chain.checkEnd();
    write(chain.trailer());
    open = false;
    return chain.totals();
  }

  private void write(ByteBuffer bytes) {
    open = false;
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw FrameIoException.writing(name, e);
    }
    open = true;
  }

  private void requireOpen() {
    if (!open) {
      throw new IllegalStateException(name + ": finished or failed before");
    }
  }
}

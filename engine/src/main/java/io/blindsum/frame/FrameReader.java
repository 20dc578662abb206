package io.blindsum.frame;

import io.blindsum.arith.BlockArray;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads one frame strictly forward and checks each byte of it before it hands anything out.
 *
 * <p>What was read is worth nothing before {@link #next} has returned null: only then is it known
 * that no batch is missing. Memory is two batches, whatever a length field says. Bodies are copied,
 * not mapped: what was checked is what will be summed, even if somebody changes the file meanwhile.
 * Not for use by several threads at a time.
 */
public final class FrameReader implements AutoCloseable {
  private final ReadableByteChannel channel;
  private final FrameInput input;
  private final String name;
  private final boolean alone;
  private final FrameHeader header;
  private final FrameChain chain;
  private final OptionalLong announced;
  private final ByteBuffer[] bodies = {ByteBuffer.allocate(0), ByteBuffer.allocate(0)};
  private long wholeBytes;
  private @Nullable FrameTotals totals;

  private FrameReader(
      ReadableByteChannel channel,
      String name,
      ByteBuffer prefix,
      FrameInput input,
      boolean alone) {
    byte[] encoded = readHeader(prefix, input, name);
    this.channel = channel;
    this.input = input;
    this.name = name;
    this.alone = alone;
    this.header = HeaderCodec.decode(encoded, name);
    this.chain = new FrameChain(header, HeaderCodec.digestOf(encoded));
    this.announced = alone ? announced(channel, name) : OptionalLong.empty();
    this.wholeBytes = input.position();
  }

  /**
   * Opens a file that holds one frame, and reads its header.
   *
   * @throws CorruptFrameException if it does not begin and end as a frame
   * @throws FrameIoException if it cannot be read
   */
  public static FrameReader open(Path file) {
    String name = String.valueOf(file.getFileName());
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file, StandardOpenOption.READ);
      FrameReader reader = open(channel, name, Files.isRegularFile(file));
      channel = null;
      return reader;
    } catch (IOException e) {
      throw FrameIoException.reading(name, e);
    } finally {
      closeQuietly(channel);
    }
  }

  /**
   * Reads the header of a frame; what follows its trailer is left in the channel.
   *
   * @param channel blocking
   * @param name what messages call the frame, such as {@code stdin}
   */
  public static FrameReader open(ReadableByteChannel channel, String name) {
    return open(channel, name, false);
  }

  /** Reads the header of the next frame of a channel; null where the last one has ended. */
  public static @Nullable FrameReader openNext(ReadableByteChannel channel, String name) {
    FrameInput input = new FrameInput(channel, name);
    ByteBuffer prefix = ByteBuffer.allocate(FrameDescriptor.HEADER_PREFIX_BYTES);
    if (input.readUpTo(prefix) == 0) {
      return null;
    }
    return new FrameReader(channel, name, input.read(prefix), input, false);
  }

  private static FrameReader open(ReadableByteChannel channel, String name, boolean alone) {
    FrameInput input = new FrameInput(channel, name);
    ByteBuffer prefix = input.read(ByteBuffer.allocate(FrameDescriptor.HEADER_PREFIX_BYTES));
    return new FrameReader(channel, name, prefix, input, alone);
  }

  public FrameHeader header() {
    return header;
  }

  /** Returns what messages call the frame. */
  public String name() {
    return name;
  }

  /**
   * Returns how many ciphertexts a file's trailer announces: for a progress bar, not yet checked.
   */
  public OptionalLong announcedCiphertexts() {
    return announced;
  }

  /**
   * Returns the next batch, or null when the trailer has shown that there was no other.
   *
   * <p>Its ciphertexts are overwritten by the second call after this one, so that one batch can be
   * read while the one before it is summed.
   *
   * @throws CorruptFrameException if anything was altered, left out or added
   * @throws FrameIoException if the channel fails
   */
  public @Nullable FrameBatch next() {
    if (totals != null) {
      return null;
    }
    ByteBuffer section = input.read(ByteBuffer.allocate(FrameDescriptor.SECTION_BYTES));
    int magic = section.getInt(0);
    if (magic == FrameDescriptor.BATCH_MAGIC) {
      FrameBatch batch = readBatch(section);
      wholeBytes = input.position();
      return batch;
    }
    if (magic == FrameDescriptor.ROWS_MAGIC) {
      readRowsDigest(section);
      section = input.read(ByteBuffer.allocate(FrameDescriptor.SECTION_BYTES));
      magic = section.getInt(0);
    }
    if (magic != FrameDescriptor.TRAILER_MAGIC) {
      throw new CorruptFrameException(name, "neither batch nor trailer after " + batches());
    }
    totals = readTrailer(section);
    return null;
  }

  /**
   * Returns what the whole frame came to.
   *
   * @throws IllegalStateException before {@link #next} has returned null
   */
  public FrameTotals totals() {
    if (totals == null) {
      throw new IllegalStateException(name + ": not read to its end");
    }
    return totals;
  }

  /** Closes the channel. */
  @Override
  public void close() {
    closeQuietly(channel);
  }

  /** Returns where the last batch read ends. */
  long wholeBytes() {
    return wholeBytes;
  }

  /** Returns the state after the last batch read. */
  FrameChain chain() {
    return chain;
  }

  private static byte[] readHeader(ByteBuffer prefix, FrameInput input, String name) {
    int length = HeaderCodec.length(prefix, name);
    ByteBuffer rest = input.read(length - prefix.limit(), ByteBuffer.allocate(0));
    byte[] encoded = new byte[length];
    prefix.get(0, encoded, 0, prefix.limit());
    rest.get(encoded, prefix.limit(), rest.limit());
    return encoded;
  }

  private FrameBatch readBatch(ByteBuffer section) {
    BatchHeader batch = checked(section);
    int turn = batch.index() & 1;
    int length = chain.bodyBytes(batch);
    ByteBuffer body = input.read(length, bodies[turn]);
    bodies[turn] = body;
    requireZeros(FrameDescriptor.padding(length));
    byte[] digest = chain.digest(batch, body.duplicate());
    if (!Arrays.equals(digest, digestOf(section))) {
      throw CorruptFrameException.digest(name, "batch " + batch.index());
    }
    chain.add(batch, digest);
    BlockArray ciphertexts = BlockArray.over(body, header.key().ciphertextBytes());
    return new FrameBatch(batch.index(), batch.rows(), batch.rejected(), ciphertexts);
  }

  private void readRowsDigest(ByteBuffer section) {
    byte[] digest = digestOf(section);
    ByteBuffer canonical =
        ByteBuffer.allocate(FrameDescriptor.SECTION_BYTES)
            .putInt(0, FrameDescriptor.ROWS_MAGIC)
            .put(FrameDescriptor.SECTION_DIGEST, digest);
    if (!section.equals(canonical)) {
      throw CorruptFrameException.digest(name, "the digest of the rows");
    }
    try {
      chain.addRowsDigest(digest);
    } catch (IllegalArgumentException e) {
      throw new CorruptFrameException(name, "not expected: " + e.getMessage(), e);
    }
  }

  private BatchHeader checked(ByteBuffer section) {
    try {
      BatchHeader batch = BatchHeader.decode(section);
      chain.check(batch);
      return batch;
    } catch (IllegalArgumentException e) {
      throw new CorruptFrameException(
          name, "bad batch header after " + batches() + ": " + e.getMessage(), e);
    }
  }

  private void requireZeros(int padding) {
    ByteBuffer zeros = input.read(ByteBuffer.allocate(padding));
    if (!zeros.equals(ByteBuffer.allocate(padding))) {
      throw CorruptFrameException.digest(name, "the padding after " + batches());
    }
  }

  private FrameTotals readTrailer(ByteBuffer section) {
    if (!section.equals(chain.trailer())) {
      throw CorruptFrameException.digest(name, "the trailer");
    }
    try {
      chain.checkEnd();
    } catch (IllegalArgumentException e) {
      throw new CorruptFrameException(name, "bad trailer: " + e.getMessage(), e);
    }
    if (alone && input.readUpTo(ByteBuffer.allocate(1)) > 0) {
      throw new CorruptFrameException(name, "more bytes after the trailer");
    }
    return chain.totals();
  }

  private String batches() {
    return chain.batches() + " batches";
  }

  private static byte[] digestOf(ByteBuffer section) {
    byte[] digest = new byte[FrameDescriptor.DIGEST_BYTES];
    section.get(FrameDescriptor.SECTION_DIGEST, digest);
    return digest;
  }

  /** Looks at the end of a file at once, so that nobody sums for an hour what has no trailer. */
  private static OptionalLong announced(ReadableByteChannel channel, String name) {
    FileChannel file = (FileChannel) channel;
    ByteBuffer last = ByteBuffer.allocate(FrameDescriptor.SECTION_BYTES);
    try {
      file.read(last, Math.max(0, file.size() - last.capacity()));
    } catch (IOException e) {
      throw FrameIoException.reading(name, e);
    }
    if (last.getInt(0) != FrameDescriptor.TRAILER_MAGIC) {
      throw new CorruptFrameException(
          name, "incomplete: ends without a trailer; finish writing it or copy it again");
    }
    return OptionalLong.of(Math.max(0, last.getLong(FrameDescriptor.TRAILER_CIPHERTEXTS)));
  }

  private static void closeQuietly(@Nullable ReadableByteChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // what was read stays read
    }
  }
}

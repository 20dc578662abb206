package io.blindsum.frame;

import io.blindsum.arith.BlockArray;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes a frame to a file that is there whole or not at all.
 *
 * <p>The batches go to {@code NAME.part}, each on the disk before {@link #append} returns; {@link
 * #finish} renames it to {@code NAME}, replacing what was there. Whatever happens before that, the
 * whole batches of {@code NAME.part} can be {@linkplain #resume resumed}. One process at a time:
 * the part is locked. Not for use by several threads.
 */
public final class FrameFile implements AutoCloseable {
  private final Path target;
  private final LockedPart part;
  private final FrameWriter writer;

  private FrameFile(Path target, LockedPart part, FrameWriter writer) {
    this.target = target;
    this.part = part;
    this.writer = writer;
  }

  /** Returns where the batches are written before the file is whole: {@code NAME.part}. */
  public static Path partOf(Path target) {
    return target.resolveSibling(target.getFileName() + ".part");
  }

  /**
   * Starts a file.
   *
   * @throws FrameIoException if the part cannot be written, is in use, or holds an unfinished run
   */
  public static FrameFile create(Path target, FrameHeader header) {
    return open(
        target,
        channel -> {
          if (channel.size() > 0) {
            throw new FrameIoException(
                name(target), "holds an unfinished run; resume it or delete the file");
          }
          return start(target, channel, header);
        });
  }

  /**
   * Goes on with an unfinished file behind its last whole batch, or starts it where there is none.
   *
   * <p>What follows the last whole batch is cut off. The stream id and the creator stay those of
   * the file; {@link #header} has them.
   *
   * @param expected what this run would write
   * @throws FrameMismatchException if the file was begun with another key, layout, source, ...
   * @throws CorruptFrameException if the file does not begin with a header
   * @throws FrameIoException if the part cannot be written or is in use
   */
  public static FrameFile resume(Path target, FrameHeader expected) {
    return open(
        target,
        channel ->
            headerIsWhole(target, channel)
                ? goOn(target, channel, expected)
                : start(target, channel.truncate(0), expected));
  }

  public FrameHeader header() {
    return writer.header();
  }

  /** Returns how many batches are on the disk. */
  public int batches() {
    return writer.batches();
  }

  /** Returns how many rows are encrypted in them. */
  public long rows() {
    return writer.rows();
  }

  /** Returns how many ciphertexts are in them. */
  public long ciphertexts() {
    return writer.ciphertexts();
  }

  /**
   * Writes one batch to the disk; see {@link FrameWriter#append}.
   *
   * @throws FrameIoException if the disk is full or fails; the part stays resumable
   */
  public void append(long rows, long rejected, BlockArray ciphertexts) {
    writer.append(rows, rejected, ciphertexts);
    force(part.channel(), target);
  }

  /**
   * Writes the trailer and gives the file its name.
   *
   * @throws FrameIoException if the disk is full or fails; the part stays resumable
   */
  public FrameTotals finish() {
    return named(writer.finish());
  }

  /** Writes the digest of the rows too; see {@link FrameWriter#finish(String)}. */
  public FrameTotals finish(String rowsDigest) {
    return named(writer.finish(rowsDigest));
  }

  private FrameTotals named(FrameTotals totals) {
    force(part.channel(), target);
    try {
      Files.move(partOf(target), target, StandardCopyOption.ATOMIC_MOVE);
      syncFolder(target);
    } catch (IOException e) {
      throw FrameIoException.writing(String.valueOf(target.getFileName()), e);
    }
    part.close();
    return totals;
  }

  /** Lets go of the file; unless it was finished, its part stays to be resumed. */
  @Override
  public void close() {
    part.close();
  }

  /** What is done with the locked part; the channel is closed when it fails. */
  @FunctionalInterface
  private interface Opening {
    FrameWriter begin(FileChannel channel) throws IOException;
  }

  private static FrameFile open(Path target, Opening opening) {
    try {
      LockedPart part = LockedPart.open(partOf(target));
      boolean begun = false;
      try {
        FrameFile file = new FrameFile(target, part, opening.begin(part.channel()));
        begun = true;
        return file;
      } finally {
        if (!begun) {
          part.close();
        }
      }
    } catch (IOException e) {
      throw FrameIoException.writing(name(target), e);
    }
  }

  private static FrameWriter start(Path target, FileChannel channel, FrameHeader header) {
    FrameWriter writer = FrameWriter.open(channel, name(target), header);
    force(channel, target);
    return writer;
  }

  private static boolean headerIsWhole(Path target, FileChannel channel) throws IOException {
    ByteBuffer prefix = ByteBuffer.allocate(FrameDescriptor.HEADER_PREFIX_BYTES);
    if (channel.size() < prefix.capacity()) {
      return false;
    }
    channel.read(prefix, 0);
    return channel.size() >= HeaderCodec.length(prefix, name(target));
  }

  private static FrameWriter goOn(Path target, FileChannel channel, FrameHeader expected)
      throws IOException {
    FrameReader reader = FrameReader.open(channel, name(target));
    HeaderComparison.requireResumable(name(target), expected, reader.header());
    skipWholeBatches(reader);
    reader.chain().dropRowsDigest();
    channel.truncate(reader.wholeBytes()).position(reader.wholeBytes());
    return FrameWriter.resume(channel, name(target), reader.header(), reader.chain());
  }

  private static void skipWholeBatches(FrameReader reader) {
    try {
      while (reader.next() != null) {
        // the reader checks and counts it
      }
    } catch (CorruptFrameException e) {
      // the batch that was being written when the run ended; it is made again
    }
  }

  private static void force(FileChannel channel, Path target) {
    try {
      channel.force(true);
    } catch (IOException e) {
      throw FrameIoException.writing(name(target), e);
    }
  }

  /** Makes the rename survive a power cut; Windows has no such call and needs none. */
  private static void syncFolder(Path target) throws IOException {
    if (File.separatorChar == '/') {
      Path folder = target.toAbsolutePath().getParent();
      try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
        entries.force(true);
      }
    }
  }

  private static String name(Path target) {
    return String.valueOf(partOf(target).getFileName());
  }
}

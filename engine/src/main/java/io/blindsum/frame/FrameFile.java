package io.blindsum.frame;

import io.blindsum.arith.BlockArray;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
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
  private final Path part;
  private final FileChannel channel;
  private final FrameWriter writer;

  private FrameFile(Path target, FileChannel channel, FrameWriter writer) {
    this.target = target;
    this.part = partOf(target);
    this.channel = channel;
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

  /** Returns how many rows were left out of them. */
  public long rejected() {
    return writer.rejected();
  }

  /**
   * Writes one batch to the disk; see {@link FrameWriter#append}.
   *
   * @throws FrameIoException if the disk is full or fails; the part stays resumable
   */
  public void append(long rows, long rejected, BlockArray ciphertexts) {
    writer.append(rows, rejected, ciphertexts);
    force(channel, part);
  }

  /**
   * Writes the trailer and gives the file its name.
   *
   * @throws FrameIoException if the disk is full or fails; the part stays resumable
   */
  public FrameTotals finish() {
    FrameTotals totals = writer.finish();
    force(channel, part);
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      syncFolder(target);
      channel.close();
    } catch (IOException e) {
      throw FrameIoException.writing(String.valueOf(target.getFileName()), e);
    }
    return totals;
  }

  /** Lets go of the file; unless it was finished, its part stays to be resumed. */
  @Override
  public void close() {
    closeQuietly(channel);
  }

  /** What is done with the locked part; the channel is closed when it fails. */
  @FunctionalInterface
  private interface Opening {
    FrameFile begin(FileChannel channel) throws IOException;
  }

  private static FrameFile open(Path target, Opening opening) {
    try {
      FileChannel channel = lock(partOf(target));
      boolean begun = false;
      try {
        FrameFile file = opening.begin(channel);
        begun = true;
        return file;
      } finally {
        if (!begun) {
          closeQuietly(channel);
        }
      }
    } catch (IOException e) {
      throw FrameIoException.writing(name(target), e);
    }
  }

  private static FileChannel lock(Path part) throws IOException {
    FileChannel channel =
        FileChannel.open(
            part, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    // a lock on a part that was just renamed is a lock on the finished file
    if (!tryLock(channel) || !Files.exists(part)) {
      closeQuietly(channel);
      throw new FrameIoException(
          String.valueOf(part.getFileName()), "is being written by another process; wait for it");
    }
    return channel;
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static FrameFile start(Path target, FileChannel channel, FrameHeader header) {
    FrameWriter writer = FrameWriter.open(channel, name(target), header);
    force(channel, partOf(target));
    return new FrameFile(target, channel, writer);
  }

  private static boolean headerIsWhole(Path target, FileChannel channel) throws IOException {
    ByteBuffer prefix = ByteBuffer.allocate(FrameDescriptor.HEADER_PREFIX_BYTES);
    if (channel.size() < prefix.capacity()) {
      return false;
    }
    channel.read(prefix, 0);
    return channel.size() >= HeaderCodec.length(prefix, name(target));
  }

  private static FrameFile goOn(Path target, FileChannel channel, FrameHeader expected)
      throws IOException {
    FrameReader reader = FrameReader.open(channel, name(target));
    HeaderComparison.requireResumable(name(target), expected, reader.header());
    skipWholeBatches(reader);
    channel.truncate(reader.wholeBytes()).position(reader.wholeBytes());
    FrameWriter writer = FrameWriter.resume(channel, name(target), reader.header(), reader.chain());
    return new FrameFile(target, channel, writer);
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

  private static void force(FileChannel channel, Path part) {
    try {
      channel.force(true);
    } catch (IOException e) {
      throw FrameIoException.writing(String.valueOf(part.getFileName()), e);
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

  private static void closeQuietly(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // every batch was forced to the disk when it was written
    }
  }
}

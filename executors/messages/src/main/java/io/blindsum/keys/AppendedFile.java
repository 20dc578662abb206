package io.blindsum.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file of records that only its owner may read, and that only grows. A record is on the disk when
 * {@link #append} returns; half a record, which a crash left at the end, is cut off by the next.
 */
public final class AppendedFile implements AutoCloseable {
  /** Makes a file that only its owner may read. */
  public static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(
          PosixFilePermissions.fromString(CheckedFiles.PRIVATE_MODE));

  private final FileChannel channel;

  private AppendedFile(FileChannel channel) {
    this.channel = channel;
  }

  /** Opens a file, and makes it where it is missing. */
  public static AppendedFile open(Path file) throws IOException {
    return open(file, StandardOpenOption.CREATE);
  }

  /**
   * Makes a file.
   *
   * @throws java.nio.file.FileAlreadyExistsException if it is there
   */
  public static AppendedFile create(Path file) throws IOException {
    return open(file, StandardOpenOption.CREATE_NEW);
  }

  private static AppendedFile open(Path file, StandardOpenOption how) throws IOException {
    return new AppendedFile(
        FileChannel.open(
            file, Set.of(how, StandardOpenOption.READ, StandardOpenOption.WRITE), OWNER_ONLY));
  }

  /** Keeps all other processes from the file until it is closed, as soon as none has it. */
  public void lock() throws IOException {
    if (!channel.lock().isValid()) {
      throw new IOException("the lock is lost");
    }
  }

  /** Does so if nobody has it now, in this process or another; otherwise returns false. */
  public boolean tryLock() throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** Returns how many bytes the file has. */
  public long size() throws IOException {
    return channel.size();
  }

  /** Returns bytes from a place on; fewer than asked for only at the end of the file. */
  public ByteBuffer read(long from, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
      // reads on
    }
    return bytes.flip();
  }

  /** Returns where the last whole line ends, of a file of lines. */
  public long endOfLines() throws IOException {
    long end = size();
    while (end > 0 && read(end - 1, 1).get() != '\n') {
      end--;
    }
    return end;
  }

  /**
   * Appends records, and waits until they are on the disk.
   *
   * @param end where the last whole record ends; what is behind it is dropped
   */
  public void append(long end, Iterable<ByteBuffer> records) throws IOException {
    channel.truncate(end).position(end);
    for (ByteBuffer record : records) {
      writeFully(channel, record);
    }
    channel.force(true);
  }

  /** Writes all bytes of a buffer, which a channel need not do at once. */
  public static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

package io.blindsum.frame;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** An unfinished file, open in one process and there by one writer only. */
final class LockedPart implements AutoCloseable {
  /**
   * The parts of this process. A POSIX lock belongs to the process and is lost when it closes the
   * file for a second time, so a part must not even be opened twice.
   */
  private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel channel;

  private LockedPart(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Opens a part, and creates it if there is none.
   *
   * @throws FrameIoException if somebody else has it open
   */
  static LockedPart open(Path part) throws IOException {
    Path path = part.toAbsolutePath().normalize();
    if (!OPEN.add(path)) {
      throw inUse(part);
    }
    boolean locked = false;
    try {
      LockedPart opened = new LockedPart(path, lock(part));
      locked = true;
      return opened;
    } finally {
      if (!locked) {
        OPEN.remove(path);
      }
    }
  }

  FileChannel channel() {
    return channel;
  }

  @Override
  public void close() {
    if (channel.isOpen()) {
      closeQuietly(channel);
      OPEN.remove(path);
    }
  }

  private static FileChannel lock(Path part) throws IOException {
    FileChannel channel =
        FileChannel.open(
            part, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    // a lock on a part that was just renamed is a lock on the finished file
    if (channel.tryLock() == null || !Files.exists(part)) {
      closeQuietly(channel);
      throw inUse(part);
    }
    return channel;
  }

  private static FrameIoException inUse(Path part) {
    return new FrameIoException(
        String.valueOf(part.getFileName()), "is being written by another process; wait for it");
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // every batch was forced to the disk when it was written
    }
  }
}

package io.blindsum.cli.rehearsal;

import io.blindsum.cli.console.CommandException;
import io.blindsum.keys.CheckedFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the files of a rehearsal lie: a temporary folder, which is removed with all in it, or one
 * that is kept, for one rehearsal at a time.
 */
public final class RehearsalFolder implements AutoCloseable {
  private final Path path;

  /** Holds the lock of a folder that is kept; a temporary one is nobody else's. */
  private final Optional<FileChannel> lock;

  private RehearsalFolder(Path path, Optional<FileChannel> lock) {
    this.path = path;
    this.lock = lock;
  }

  /** Makes a folder that is removed at the end. */
  public static RehearsalFolder temporary() throws IOException {
    return new RehearsalFolder(Files.createTempDirectory("blindsum-"), Optional.empty());
  }

  /** Takes a folder that stays, and makes it if there is none. */
  static RehearsalFolder kept(Path folder) throws IOException {
    CheckedFiles.createDirectory(folder);
    CheckedFiles.requireUnwritableByOthers(folder);
    FileChannel lock =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lock.tryLock() == null) {
      lock.close();
      throw CommandException.usage(
          folder + ": another blindsum colony dev runs in it", "end that, or name another --dir");
    }
    return new RehearsalFolder(folder.toAbsolutePath().normalize(), Optional.of(lock));
  }

  /** Returns the folder. */
  public Path path() {
    return path;
  }

  boolean isKept() {
    return lock.isPresent();
  }

  @Override
  public void close() throws IOException {
    if (lock.isPresent()) {
      lock.get().close();
      return;
    }
    List<Path> all;
    try (Stream<Path> files = Files.walk(path)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.deleteIfExists(file);
    }
  }
}

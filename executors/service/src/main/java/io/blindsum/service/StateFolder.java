package io.blindsum.service;

import io.blindsum.keys.AppendedFile;
import io.blindsum.keys.CheckedFiles;
import io.blindsum.paillier.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The folder that all executors of one party share: its keys, what it keeps and its audit log. Only
 * its user may read it; locks keep its processes and their threads from each other's way.
 */
public final class StateFolder {
  /** One lock a path for the threads of this JVM, which share the lock of the file. */
  private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private final Path folder;

  private StateFolder(Path folder) {
    this.folder = folder;
  }

  /** Opens a folder, and makes it where it is missing. */
  public static StateFolder open(Path folder) throws IOException {
    CheckedFiles.createDirectory(folder);
    CheckedFiles.requireUnwritableByOthers(folder);
    return new StateFolder(folder.toRealPath());
  }

  /** Opens a folder that is there, to look at it. */
  public static StateFolder existing(Path folder) throws IOException {
    CheckedFiles.requireUnwritableByOthers(folder);
    return new StateFolder(folder.toRealPath());
  }

  /** Returns a part of a file's name that stands for names that no file could have. */
  public static String nameOf(String... names) {
    StringBuilder whole = new StringBuilder();
    for (String name : names) {
      whole.append(name.length()).append(':').append(name);
    }
    return Sha256.of(whole.toString()).substring(0, 32);
  }

  public Path folder() {
    return folder;
  }

  public Path file(String name) {
    return folder.resolve(name);
  }

  /** Waits for a lock that one thread of one process holds at a time. */
  public Lock lock(String name) throws IOException, InterruptedException {
    Path path = file(name + ".lock");
    ReentrantLock threads = THREADS.computeIfAbsent(path, p -> new ReentrantLock());
    threads.lockInterruptibly();
    try {
      FileChannel channel =
          FileChannel.open(
              path,
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
              AppendedFile.OWNER_ONLY);
      return new Lock(threads, channel, channel.lock());
    } catch (IOException | RuntimeException e) {
      threads.unlock();
      throw e;
    }
  }

  /** Writes a file in one step: whole on the disk, or as it was before. */
  public void replace(String name, byte[] content) throws IOException {
    Path draft = newFile(name);
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      AppendedFile.writeFully(channel, ByteBuffer.wrap(content));
      channel.force(true);
    }
    publish(draft, name);
  }

  /** Makes an empty file under a name of its own, for {@link #publish}. */
  public Path newFile(String name) throws IOException {
    return Files.createTempFile(folder, name + "-", ".draft", AppendedFile.OWNER_ONLY);
  }

  /** Gives a draft that is on the disk its name. */
  public void publish(Path draft, String name) throws IOException {
    Files.move(draft, file(name), StandardCopyOption.ATOMIC_MOVE);
    sync();
  }

  private void sync() throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** A lock that is held until it is closed. */
  public static final class Lock implements AutoCloseable {
    private final ReentrantLock threads;
    private final FileChannel channel;
    private final FileLock file;

    private Lock(ReentrantLock threads, FileChannel channel, FileLock file) {
      this.threads = threads;
      this.channel = channel;
      this.file = file;
    }

    public void requireHeld() {
      if (!file.isValid()) {
        throw new IllegalStateException("the lock is lost");
      }
    }

    @Override
    public void close() {
      try {
        file.release();
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } finally {
        threads.unlock();
      }
    }
  }
}

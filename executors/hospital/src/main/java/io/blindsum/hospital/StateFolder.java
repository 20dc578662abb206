package io.blindsum.hospital;

import io.blindsum.arith.OsRandom;
import io.blindsum.keys.AppendedFile;
import io.blindsum.keys.CheckedFiles;
import io.blindsum.paillier.Sha256;
import io.blindsum.protection.Hkdf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The folder that all executors of one site share: its secret, its plans and its audit log. Only
 * the site's user may read it; locks keep its processes and their threads from each other's way.
 */
final class StateFolder {
  private static final String SECRET = "site.secret";
  private static final int SECRET_BYTES = 32;

  /** One lock a path for the threads of this JVM, which share the lock of the file. */
  private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private final Path folder;

  private StateFolder(Path folder) {
    this.folder = folder;
  }

  /** Opens a folder, and makes it and its secret where they are missing. */
  static StateFolder open(Path folder) throws IOException, InterruptedException {
    CheckedFiles.createDirectory(folder);
    CheckedFiles.requireUnwritableByOthers(folder);
    StateFolder state = new StateFolder(folder.toRealPath());
    try (Lock lock = state.lock("site")) {
      lock.requireHeld();
      if (!Files.exists(state.file(SECRET))) {
        byte[] secret = OsRandom.open().bytes(SECRET_BYTES);
        CheckedFiles.writeNew(state.file(SECRET), secret, CheckedFiles.PRIVATE_MODE);
        Arrays.fill(secret, (byte) 0);
      }
    }
    return state;
  }

  /** Tells whether a folder is one that was opened before. */
  static boolean isThere(Path folder) {
    return Files.exists(folder.resolve(SECRET));
  }

  /** Opens a folder that is there, to look at it. */
  static StateFolder existing(Path folder) throws IOException {
    CheckedFiles.requireUnwritableByOthers(folder);
    return new StateFolder(folder.toRealPath());
  }

  /** Returns a part of a file's name that stands for names that no file could have. */
  static String nameOf(String... names) {
    StringBuilder whole = new StringBuilder();
    for (String name : names) {
      whole.append(name.length()).append(':').append(name);
    }
    return Sha256.of(whole.toString()).substring(0, 32);
  }

  Path folder() {
    return folder;
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /**
   * Derives a key from the site's secret.
   *
   * @param salt may be empty
   * @param purpose what the key is for, and for whom
   */
  byte[] deriveKey(byte[] salt, String... purpose) {
    byte[] secret = CheckedFiles.readPrivate(file(SECRET));
    try {
      if (secret.length != SECRET_BYTES) {
        throw new IllegalStateException("the site's secret is damaged");
      }
      return Hkdf.derive(secret, salt, Hkdf.info(purpose), SECRET_BYTES);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  /** Waits for a lock that one thread of one process holds at a time. */
  Lock lock(String name) throws IOException, InterruptedException {
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
  void replace(String name, byte[] content) throws IOException {
    Path draft = newFile(name);
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      AppendedFile.writeFully(channel, ByteBuffer.wrap(content));
      channel.force(true);
    }
    publish(draft, name);
  }

  /** Makes an empty file under a name of its own, for {@link #publish}. */
  Path newFile(String name) throws IOException {
    return Files.createTempFile(folder, name + "-", ".draft", AppendedFile.OWNER_ONLY);
  }

  /** Gives a draft that is on the disk its name. */
  void publish(Path draft, String name) throws IOException {
    Files.move(draft, file(name), StandardCopyOption.ATOMIC_MOVE);
    sync();
  }

  private void sync() throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** A lock that is held until it is closed. */
  static final class Lock implements AutoCloseable {
    private final ReentrantLock threads;
    private final FileChannel channel;
    private final FileLock file;

    private Lock(ReentrantLock threads, FileChannel channel, FileLock file) {
      this.threads = threads;
      this.channel = channel;
      this.file = file;
    }

    void requireHeld() {
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

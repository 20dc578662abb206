package io.blindsum.blinding;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The keys that the segments of a pool are encrypted under, one each, in a file system that lives
 * in memory: gone with the boot, and never on a disk.
 *
 * <p>Whoever takes a key has the segment for himself, and nobody can read it again, from whatever
 * copy: the taking is one renaming, which succeeds once, and the key is erased then.
 */
final class SegmentKeys {
  static final int KEY_BYTES = 32;

  private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs");
  private static final FileAttribute<?> OWNER_ONLY_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<?> OWNER_ONLY_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path folder;

  SegmentKeys(Path folder) {
    this.folder = folder;
  }

  /**
   * Opens the keys of this user and boot.
   *
   * @throws PoolException if the machine has no file system in memory, or somebody else has access
   */
  static SegmentKeys ofThisBoot() {
    String user = System.getProperty("user.name");
    Path folder =
        Stream.of(System.getenv().getOrDefault("XDG_RUNTIME_DIR", ""), "/dev/shm")
            .filter(path -> !path.isEmpty())
            .map(Path::of)
            .filter(SegmentKeys::isInMemory)
            .findFirst()
            .orElseThrow(
                () ->
                    new PoolException(
                        "a pool on a disk needs a file system in memory (tmpfs) for its keys"))
            .resolve("blindsum-pool-" + user);
    try {
      createFolder(folder);
      requireOurs(folder);
    } catch (IOException e) {
      throw new PoolException(folder + ": cannot be used for the keys of the pool");
    }
    return new SegmentKeys(folder);
  }

  private static boolean isInMemory(Path path) {
    try {
      return Files.isDirectory(path)
          && Files.isWritable(path)
          && IN_MEMORY.contains(Files.getFileStore(path).type());
    } catch (IOException e) {
      return false;
    }
  }

  private static void createFolder(Path folder) throws IOException {
    try {
      Files.createDirectory(folder, OWNER_ONLY_FOLDER);
    } catch (FileAlreadyExistsException e) {
      // of an earlier run
    }
  }

  private static void requireOurs(Path folder) throws IOException {
    Path probe = Files.createTempFile(folder, "probe", "", OWNER_ONLY_FILE);
    boolean ours =
        Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
            && Files.getOwner(folder).equals(Files.getOwner(probe))
            && PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))
                .equals("rwx------");
    Files.delete(probe);
    if (!ours) {
      throw new PoolException(folder + ": others have access to the keys of the pool");
    }
  }

  void add(String segment, byte[] key) throws IOException {
    try (FileChannel file =
        FileChannel.open(
            file(segment),
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            OWNER_ONLY_FILE)) {
      file.write(ByteBuffer.wrap(key));
    }
  }

  boolean contains(String segment) {
    return Files.exists(file(segment));
  }

  /** Takes the key of a segment away; empty if somebody did before, or the machine was booted. */
  Optional<byte[]> take(String segment) throws IOException {
    Path taken = folder.resolve(segment + ".taken");
    try {
      Files.move(file(segment), taken, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    byte[] key = Files.readAllBytes(taken);
    Files.write(taken, new byte[KEY_BYTES]);
    Files.delete(taken);
    return key.length == KEY_BYTES ? Optional.of(key) : Optional.empty();
  }

  private Path file(String segment) {
    return folder.resolve(segment + ".key");
  }
}

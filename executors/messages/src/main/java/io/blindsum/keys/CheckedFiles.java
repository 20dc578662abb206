package io.blindsum.keys;

import com.sun.security.auth.module.UnixSystem;
import io.blindsum.text.Messages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes files of keys, secrets and settings, after a look at who owns them and who may
 * read or write them.
 */
public final class CheckedFiles {
  private static final System.Logger LOG = System.getLogger(CheckedFiles.class.getName());

  /** The largest key file that is read, in bytes; a certificate of 8192 bits takes 190 KB. */
  static final int MAX_BYTES = 1 << 20;

  /** The mode of a file that only its owner reads. */
  public static final String PRIVATE_MODE = "rw-------";

  static final String PUBLIC_MODE = "rw-r--r--";

  private static final String PRIVATE_DIRECTORY_MODE = "rwx------";
  private static final int MODE_OF_OTHERS = 0077;
  private static final int WRITABLE_BY_OTHERS = 0022;
  private static final long ROOT = 0;

  private CheckedFiles() {}

  /** Reads a file that holds no secret. */
  static byte[] readPublic(Path file) {
    return read(file);
  }

  /** Reads a file that only its owner, who is the user of this process, may have access to. */
  public static byte[] readPrivate(Path file) {
    requireOwnerOnly(file);
    return read(file, LinkOption.NOFOLLOW_LINKS);
  }

  /** Creates a directory for keys, unless there is one. */
  public static void createDirectory(Path directory) {
    try {
      if (!Files.isDirectory(directory)) {
        Files.createDirectories(
            directory,
            PosixFilePermissions.asFileAttribute(
                PosixFilePermissions.fromString(PRIVATE_DIRECTORY_MODE)));
      }
    } catch (IOException e) {
      throw unwritable(directory);
    }
  }

  /** Refuses a file of settings that others than its owner may write to. */
  public static void requireSettings(Path file) {
    Map<String, Object> attributes;
    try {
      attributes = Files.readAttributes(file, "unix:mode,uid");
    } catch (IOException | UnsupportedOperationException e) {
      // whoever reads the file says what is wrong with it
      return;
    }
    long owner = number(attributes, "uid");
    if (owner != new UnixSystem().getUid() && owner != ROOT) {
      throw fault(
          "owned by another user", file, "chown it to the user of this program, or to root");
    }
    if ((number(attributes, "mode") & WRITABLE_BY_OTHERS) != 0) {
      throw fault("a file that others may write to", file, "chmod go-w " + name(file));
    }
  }

  /** Refuses a folder of another user, or one that others may write to. */
  public static void requireUnwritableByOthers(Path folder) {
    Map<String, Object> attributes;
    try {
      attributes = Files.readAttributes(folder, "unix:mode,uid,isDirectory");
    } catch (IOException | UnsupportedOperationException e) {
      throw unreadable(folder, e);
    }
    if (!Boolean.TRUE.equals(attributes.get("isDirectory"))) {
      throw fault("not a folder", folder, "name a folder");
    }
    if (number(attributes, "uid") != new UnixSystem().getUid()) {
      throw fault("owned by another user", folder, "run as its owner, or choose another folder");
    }
    if ((number(attributes, "mode") & WRITABLE_BY_OTHERS) != 0) {
      throw fault("a folder that others may write to", folder, "chmod 700 " + name(folder));
    }
  }

  /** Refuses to go on where a file stands already. */
  static void requireAbsent(Path file) {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw exists(file);
    }
  }

  /** Writes a new file in one step: whole on the disk, or not there; never over another one. */
  public static void writeNew(Path file, byte[] content, String mode) {
    requireAbsent(file);
    Path folder = file.toAbsolutePath().resolveSibling("");
    Path draft = null;
    try {
      draft =
          Files.createTempFile(
              folder,
              ".blindsum-",
              ".tmp",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PRIVATE_MODE)));
      writeThrough(draft, content);
      Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString(mode));
      // a second name cannot replace a file, which a renaming could
      Files.createLink(file, draft);
      sync(folder);
    } catch (FileAlreadyExistsException e) {
      throw exists(file);
    } catch (IOException | UnsupportedOperationException e) {
      throw unwritable(file);
    } finally {
      delete(draft);
    }
  }

  private static void requireOwnerOnly(Path file) {
    Map<String, Object> attributes;
    try {
      attributes =
          Files.readAttributes(
              file, "unix:mode,uid,isRegularFile,isSymbolicLink", LinkOption.NOFOLLOW_LINKS);
    } catch (IOException | UnsupportedOperationException e) {
      throw unreadable(file, e);
    }
    if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
      throw fault("a pipe", file, "name the private key file: its owner and mode are looked at");
    }
    if (Boolean.TRUE.equals(attributes.get("isSymbolicLink"))) {
      throw fault("a symbolic link", file, "name the file that it points to");
    }
    if (!Boolean.TRUE.equals(attributes.get("isRegularFile"))) {
      throw fault("not a file", file, "name the private key file");
    }
    if (number(attributes, "uid") != new UnixSystem().getUid()) {
      throw fault("owned by another user", file, "run as its owner, or make your own copy of it");
    }
    if ((number(attributes, "mode") & MODE_OF_OTHERS) != 0) {
      throw fault("a private key that others have access to", file, "chmod 600 " + name(file));
    }
  }

  private static long number(Map<String, Object> attributes, String name) {
    return attributes.get(name) instanceof Integer number ? Integer.toUnsignedLong(number) : -1;
  }

  private static byte[] read(Path file, LinkOption... options) {
    try (InputStream stream = Files.newInputStream(file, options)) {
      byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw fault("too large for a key: over " + MAX_BYTES + " bytes", file, "name a key file");
      }
      return bytes;
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static void writeThrough(Path file, byte[] content) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      AppendedFile.writeFully(channel, ByteBuffer.wrap(content));
      channel.force(true);
    }
  }

  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, Set.of(StandardOpenOption.READ))) {
      channel.force(true);
    }
  }

  private static void delete(@Nullable Path draft) {
    if (draft != null) {
      try {
        Files.deleteIfExists(draft);
      } catch (IOException e) {
        LOG.log(System.Logger.Level.WARNING, "delete {0}: it may hold a private key", draft);
      }
    }
  }

  private static KeyFileException unreadable(Path file, Exception cause) {
    return cause instanceof NoSuchFileException
        ? fault("no such file", file, "check the name")
        : fault("cannot be read", file, "check its permissions");
  }

  private static KeyFileException unwritable(Path file) {
    return fault(
        "cannot be written", file, "choose a folder of a local disk that you may write to");
  }

  private static KeyFileException exists(Path file) {
    return fault("exists; keys are never overwritten", file, "choose another name or folder");
  }

  private static KeyFileException fault(String what, Path file, String fix) {
    return new KeyFileException(what, name(file), fix);
  }

  /** Returns the name of a file as messages print it. */
  static String name(Path file) {
    return Messages.printable(String.valueOf(file.getFileName()));
  }
}

package io.blindsum.kernel;

import io.blindsum.arith.BackendUnavailableException;
import io.blindsum.gmp.NativeFolder;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import jnr.ffi.LibraryLoader;
import org.jspecify.annotations.Nullable;

/**
 * Finds and loads the kernel library, once a process: the file that {@code
 * -Dblindsum.kernel.library} names, or else the one that was built into this jar, which is unpacked
 * into a fresh directory that only this user can enter and deleted as soon as it is loaded.
 *
 * <p>Who can write the file can run code in this process, so a file that others may replace is
 * refused.
 */
final class NativeLoader {
  /** The property that names another file. */
  static final String LIBRARY_PROPERTY = "blindsum.kernel.library";

  private static final String FILE = "libblindsum-kernel.so";
  private static final int WRITABLE_BY_OTHERS = 0002;
  private static final int STICKY = 01000;

  private NativeLoader() {}

  /**
   * Returns the library.
   *
   * @throws BackendUnavailableException if there is none for this machine, or it does not load
   */
  static KernelLibrary library() throws BackendUnavailableException {
    if (Loaded.LIBRARY == null) {
      throw new BackendUnavailableException(Loaded.REASON);
    }
    return Loaded.LIBRARY;
  }

  /** Returns the place of the library in the jar: operating system and processor as uname says. */
  static String resource() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT).replace(' ', '-');
    String processor = System.getProperty("os.arch").replace("amd64", "x86_64");
    return "/META-INF/native/" + os + "-" + processor + "/" + FILE;
  }

  static KernelLibrary load() throws BackendUnavailableException {
    String given = System.getProperty(LIBRARY_PROPERTY, "");
    try {
      return given.isEmpty() ? loadBundled() : load(Path.of(given).toRealPath());
    } catch (IOException e) {
      throw new BackendUnavailableException("the kernel library cannot be read: " + e, e);
    }
  }

  private static KernelLibrary loadBundled() throws IOException, BackendUnavailableException {
    try (InputStream library = NativeLoader.class.getResourceAsStream(resource())) {
      if (library == null) {
        throw new BackendUnavailableException(
            "this build holds no kernels for this machine; they need a C compiler and make");
      }
      Path directory = NativeFolder.create();
      Path file = directory.resolve(FILE);
      try {
        Files.copy(library, file);
        return load(file);
      } finally {
        Files.deleteIfExists(file);
        Files.delete(directory);
      }
    }
  }

  /**
   * Loads a file.
   *
   * @throws BackendUnavailableException if others may replace it, or it is no such library
   */
  static KernelLibrary load(Path file) throws IOException, BackendUnavailableException {
    requirePrivate(file);
    NativeFolder.loadJnr();
    KernelLibrary library;
    try {
      library = LibraryLoader.create(KernelLibrary.class).failImmediately().load(file.toString());
      // the first call, which finds out whether the file is what it should be
      if (library.bs_abi_version() == KernelLibrary.ABI_VERSION) {
        return library;
      }
    } catch (LinkageError e) {
      throw new BackendUnavailableException(
          "the kernel library does not load: " + e.getMessage(), e);
    }
    throw new BackendUnavailableException("the kernel library is of another version");
  }

  /** Refuses a path of which any part may be written, or renamed, by every user. */
  private static void requirePrivate(Path file) throws IOException, BackendUnavailableException {
    if (!FileSystems.getDefault().supportedFileAttributeViews().contains("unix")) {
      return;
    }
    for (Path part = file; part != null; part = part.getParent()) {
      int mode = (Integer) Files.getAttribute(part, "unix:mode", LinkOption.NOFOLLOW_LINKS);
      boolean protectedDirectory = Files.isDirectory(part) && (mode & STICKY) != 0;
      boolean direct = part.equals(file) || part.equals(file.getParent());
      if ((mode & WRITABLE_BY_OTHERS) != 0 && (direct || !protectedDirectory)) {
        throw new BackendUnavailableException(
            "the kernel library is not loaded: every user may write to " + part);
      }
    }
  }

  /** What the one attempt gave; the class loads on first use. */
  private static final class Loaded {
    private static final Logger LOGGER = System.getLogger(NativeLoader.class.getName());
    static final @Nullable KernelLibrary LIBRARY;
    static final String REASON;

    static {
      KernelLibrary library = null;
      String reason = "";
      try {
        library = load();
      } catch (BackendUnavailableException e) {
        reason = String.valueOf(e.getMessage());
        LOGGER.log(Level.INFO, "no batch kernels: {0}", reason);
      }
      LIBRARY = library;
      REASON = reason;
    }
  }
}

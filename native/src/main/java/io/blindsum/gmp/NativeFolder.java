package io.blindsum.gmp;

import io.blindsum.arith.BackendUnavailableException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jnr.ffi.Runtime;

/**
 * Where native code is unpacked to be loaded: a fresh folder that only this user can enter, in the
 * first place that may be written to and from which code may run. Never in the working folder.
 */
public final class NativeFolder {
  private static final Path MOUNTS = Path.of("/proc/self/mountinfo");
  private static final String JFFI_FOLDER_PROPERTY = "jffi.extract.dir";

  private NativeFolder() {}

  /**
   * Makes a fresh folder of mode 0700, which the caller deletes once its file is loaded.
   *
   * @throws BackendUnavailableException if code may run from none of the places
   */
  public static Path create() throws BackendUnavailableException {
    return create(places(System.getenv()), mounts());
  }

  /**
   * Loads JNR-FFI's own library, from such a folder too.
   *
   * @throws BackendUnavailableException if it cannot be loaded
   */
  public static void loadJnr() throws BackendUnavailableException {
    if (!JnrLoad.FAILURE.isEmpty()) {
      throw new BackendUnavailableException(JnrLoad.FAILURE);
    }
  }

  static Path create(List<Path> places, List<String> mounts) throws BackendUnavailableException {
    List<String> refusals = new ArrayList<>();
    for (Path place : places) {
      try {
        Files.createDirectories(place, ownerOnly());
        if (forbidsCode(place.toRealPath(), mounts)) {
          refusals.add(place + " is mounted noexec");
        } else {
          return Files.createTempDirectory(place, "blindsum", ownerOnly());
        }
      } catch (IOException e) {
        refusals.add(place + " cannot be written to");
      }
    }
    throw new BackendUnavailableException(
        "there is no folder to load native code from: "
            + String.join(", ", refusals)
            + "; name one with -Djava.io.tmpdir=FOLDER");
  }

  /**
   * Returns the places in the order in which they are tried: the temporary folder, then those that
   * a service manager or a desktop gives a program for itself.
   */
  static List<Path> places(Map<String, String> environment) {
    Stream<String> folders =
        Stream.of("XDG_RUNTIME_DIR", "CACHE_DIRECTORY", "STATE_DIRECTORY", "XDG_CACHE_HOME")
            // systemd gives a list when a unit has several
            .map(variable -> environment.getOrDefault(variable, "").split(":", -1)[0]);
    String home = environment.getOrDefault("HOME", "");
    return Stream.of(
            Stream.of(System.getProperty("java.io.tmpdir")),
            folders,
            Stream.of(home.isEmpty() ? "" : home + "/.cache"))
        .flatMap(paths -> paths)
        .map(Path::of)
        .filter(Path::isAbsolute)
        .distinct()
        .toList();
  }

  /**
   * Tells whether the file system of a path was mounted {@code noexec}.
   *
   * @param mounts the lines of {@code /proc/self/mountinfo}, see proc(5)
   */
  static boolean forbidsCode(Path path, List<String> mounts) {
    int deepest = -1;
    boolean forbids = false;
    for (String mount : mounts) {
      String[] fields = mount.split(" ", -1);
      Path point = Path.of(fields[4].replace("\\040", " "));
      // of two on one point, the later one hides the other
      if (path.startsWith(point) && point.getNameCount() >= deepest) {
        deepest = point.getNameCount();
        forbids = Arrays.asList(fields[5].split(",")).contains("noexec");
      }
    }
    return forbids;
  }

  private static List<String> mounts() {
    try {
      return Files.exists(MOUNTS) ? Files.readAllLines(MOUNTS) : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static FileAttribute<?>[] ownerOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }

  /** What the one attempt to load JNR-FFI gave; the class loads on first use. */
  private static final class JnrLoad {
    static final String FAILURE = load();

    private static String load() {
      try {
        Path folder = create();
        System.setProperty(JFFI_FOLDER_PROPERTY, folder.toString());
        try {
          Runtime.getSystemRuntime();
          return "";
        } finally {
          delete(folder);
        }
      } catch (BackendUnavailableException e) {
        return String.valueOf(e.getMessage());
      } catch (LinkageError | IOException e) {
        return "JNR-FFI does not load: " + e.getMessage();
      }
    }

    private static void delete(Path folder) throws IOException {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }
}

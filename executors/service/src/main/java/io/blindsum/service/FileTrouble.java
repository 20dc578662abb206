package io.blindsum.service;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Optional;

/**
 * What is wrong with the files of an executor: a line with the file for whoever runs it, and one
 * without for the colony.
 */
final class FileTrouble {
  /** What the system says, in part. */
  private static final Map<String, Kind> TEXTS =
      Map.of(
          "No space left", Kind.FULL,
          "quota exceeded", Kind.FULL,
          "Read-only file system", Kind.READ_ONLY,
          "Input/output error", Kind.FAILS,
          "Stale file handle", Kind.FAILS,
          "Transport endpoint", Kind.FAILS,
          "No such device", Kind.FAILS,
          "Structure needs cleaning", Kind.FAILS,
          "Too many open files", Kind.FAILS);

  private final Kind kind;
  private final String file;

  private FileTrouble(Kind kind, String file) {
    this.kind = kind;
    this.file = file;
  }

  private enum Kind {
    GONE("a file is gone", "mount its disk again, or restore it"),
    NOT_ALLOWED("a file may not be used", "let the user of the executor read and write its folder"),
    FULL("the disk is full", "free space"),
    READ_ONLY("the disk can only be read", "mount it for writing"),
    FAILS("the disk fails", "see whether it is mounted, and what the system's log says");

    private final String what;
    private final String fix;

    Kind(String what, String fix) {
      this.what = what;
      this.fix = fix;
    }
  }

  /** Returns what is wrong with the files, if it was they that an exception is about. */
  static Optional<FileTrouble> of(Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof FileSystemException trouble) {
        return Optional.of(new FileTrouble(kind(trouble), String.valueOf(trouble.getFile())));
      }
      if (cause instanceof IOException) {
        Optional<Kind> kind = kind(String.valueOf(cause.getMessage()));
        if (kind.isPresent()) {
          return Optional.of(new FileTrouble(kind.get(), "a file that was being read or written"));
        }
      }
    }
    return Optional.empty();
  }

  private static Kind kind(FileSystemException e) {
    if (e instanceof NoSuchFileException) {
      return Kind.GONE;
    }
    if (e instanceof AccessDeniedException) {
      return Kind.NOT_ALLOWED;
    }
    return kind(String.valueOf(e.getReason())).orElse(Kind.FAILS);
  }

  private static Optional<Kind> kind(String text) {
    return TEXTS.entrySet().stream()
        .filter(known -> text.contains(known.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** Returns the line for the colony. */
  String forOthers() {
    return "the executor's files: " + kind.what;
  }

  /** Returns the line for the log: the file, what is wrong, what to do. */
  String forTheLog() {
    return file + ": " + kind.what + "; " + kind.fix;
  }
}

package io.blindsum.service;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;

/**
 * What is wrong with the files of an executor: a line with the file for whoever runs it, and one
 * without for the colony.
 */
final class FileTrouble {
  private final Kind kind;
  private final String file;

  private FileTrouble(Kind kind, String file) {
    this.kind = kind;
    this.file = file;
  }

  private enum Kind {
    GONE("a file is gone", "mount its disk again, or restore it"),
    NOT_ALLOWED("a file may not be used", "let the user of the executor read and write its folder"),
    FULL("the disk is full", "free space", "No space left", "quota exceeded"),
    READ_ONLY("the disk can only be read", "mount it for writing", "Read-only file system"),
    FAILS(
        "the disk fails",
        "see whether it is mounted, and what the system's log says",
        "Input/output error",
        "Stale file handle",
        "Transport endpoint",
        "No such device",
        "Structure needs cleaning",
        "Too many open files");

    private final String what;
    private final String fix;
    // how the system says so
    private final List<String> texts;

    Kind(String what, String fix, String... texts) {
      this.what = what;
      this.fix = fix;
      this.texts = List.of(texts);
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
    for (Kind kind : Kind.values()) {
      if (kind.texts.stream().anyMatch(text::contains)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
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

package io.blindsum.cli.console;

import io.blindsum.encoding.PrintableText;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The phrases that several commands print. */
public final class Text {
  private static final int LONGEST_LINE = 2_000;

  private Text() {}

  /** Returns {@code 1 row}, {@code 48,112 rows}. */
  public static String count(long number, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
  }

  /** Returns a size as people read it, such as {@code 1.4 MB}. */
  public static String bytes(long bytes) {
    String[] units = {"B", "kB", "MB", "GB", "TB", "PB"};
    int unit = 0;
    double value = bytes;
    while (value >= 1000 && unit < units.length - 1) {
      value /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, units[unit]);
  }

  /** Returns the start of a fingerprint, digest or id, as errors and results show it. */
  public static String shortKey(String hex) {
    return PrintableText.of(hex.substring(0, Math.min(8, hex.length())), 8);
  }

  /** Returns texts of strangers as one line of bounded length. */
  public static String oneLine(List<String> texts) {
    return PrintableText.of(String.join("; ", texts), LONGEST_LINE);
  }

  /** Returns a stranger's text as one line of bounded length. */
  public static String oneLine(String text) {
    return oneLine(List.of(text));
  }

  /** Says why a file cannot be written, and what to do. */
  public static CommandException cannotWrite(Path file, IOException e) {
    Path folder = file.toAbsolutePath().getParent();
    if (e instanceof NoSuchFileException || (folder != null && !Files.isDirectory(folder))) {
      return new CommandException(
          ExitCode.DATA, "cannot write " + file + ": no such folder", "mkdir -p " + folder);
    }
    if (e instanceof AccessDeniedException || (folder != null && !Files.isWritable(folder))) {
      return new CommandException(
          ExitCode.DATA,
          "cannot write " + file + ": not allowed",
          "-o a file in a folder that you may write to");
    }
    return new CommandException(
        ExitCode.DATA,
        "cannot write " + file + ": " + reason(e),
        "free space on the disk, or -o a file on another one");
  }

  private static String reason(IOException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("No space left") ? "the disk is full" : message;
  }
}

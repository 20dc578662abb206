package io.blindsum.cli.rehearsal;

import io.blindsum.cli.console.CommandException;
import io.blindsum.keys.CheckedFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a colony as a shell takes them: in a file that only its owner may read, which is
 * removed when the colony ends, or to be pasted.
 */
final class EnvironmentFile implements AutoCloseable {
  private static final String MARK =
      "# Written by blindsum colony dev, with private keys in it; removed when that ends.";

  private final Optional<Path> file;
  private final List<String> exports;

  private EnvironmentFile(Optional<Path> file, List<String> exports) {
    this.file = file;
    this.exports = exports;
  }

  /**
   * Writes the variables down, over such a file alone.
   *
   * @param file absent for none
   */
  static EnvironmentFile of(@Nullable Path file, Map<String, String> variables) throws IOException {
    List<String> exports =
        variables.entrySet().stream()
            .map(variable -> "export " + variable.getKey() + "=" + variable.getValue())
            .toList();
    if (file != null) {
      if (Files.exists(file) && !isOurs(file)) {
        throw CommandException.usage(
            "--env " + file + " is there already, and is no file of blindsum colony dev",
            "name another file");
      }
      Files.deleteIfExists(file);
      String text =
          Stream.concat(Stream.of(MARK), exports.stream()).collect(Collectors.joining("\n")) + "\n";
      CheckedFiles.writeNew(file, text.getBytes(StandardCharsets.UTF_8), CheckedFiles.PRIVATE_MODE);
    }
    return new EnvironmentFile(Optional.ofNullable(file), exports);
  }

  private static boolean isOurs(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    byte[] mark = MARK.getBytes(StandardCharsets.UTF_8);
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(mark.length), mark);
    }
  }

  /** Returns what to type for the variables, a line each. */
  List<String> lines() {
    return file.map(path -> List.of(". " + shellPath(path))).orElse(exports);
  }

  /** A name without a slash would be looked for in the folders of programs. */
  private static String shellPath(Path path) {
    String text = path.toString();
    return text.contains("/") ? text : "./" + text;
  }

  @Override
  public void close() throws IOException {
    if (file.isPresent() && Files.exists(file.get()) && isOurs(file.get())) {
      Files.delete(file.get());
    }
  }
}

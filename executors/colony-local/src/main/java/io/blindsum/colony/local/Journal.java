package io.blindsum.colony.local;

import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps the rows of a store in a file that survives the death of the process at any moment.
 *
 * <p>A line is a row or a mark that ends one request. Reading applies whole requests only, so a
 * torn end is as if its request had never come; its reply was never sent either. Opening rewrites
 * the file with the rows that are left.
 */
final class Journal implements AutoCloseable {
  private static final String END_OF_REQUEST = "{}";

  /** Not a channel: an interrupted thread would close that for all. */
  private final OutputStream out;

  private long bytes;

  private Journal(OutputStream out) {
    this.out = out;
  }

  /**
   * One change of a row.
   *
   * @param kind the kind of row
   * @param id its key
   * @param row what it is now, or null if it is gone
   */
  record Change(String kind, String id, @Nullable JsonNode row) {}

  /** Applies what a file holds, in order; a missing file holds nothing. */
  static void replay(Path file, BiConsumer<String, Change> apply) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    List<Change> request = new ArrayList<>();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals(END_OF_REQUEST)) {
          request.forEach(change -> apply.accept(change.kind(), change));
          request.clear();
        } else {
          request.add(parse(line));
        }
      }
    } catch (JacksonException e) {
      // A torn line is the last one: nothing is appended after it before the file is rewritten.
      request.clear();
    }
  }

  /** Starts a file that holds exactly the given rows, replacing it at once. */
  static Journal rewrite(Path file, List<Change> rows) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    try (Journal journal = new Journal(new FileOutputStream(fresh.toFile()))) {
      journal.append(rows);
    }
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    Journal journal = new Journal(new FileOutputStream(file.toFile(), true));
    journal.bytes = Files.size(file);
    return journal;
  }

  /** Appends the changes of one request. */
  void append(List<Change> changes) {
    if (changes.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder();
    for (Change change : changes) {
      ObjectNode line = Json.object();
      line.put("kind", change.kind());
      line.put("id", change.id());
      line.set("row", change.row());
      text.append(Json.MAPPER.writeValueAsString(line)).append('\n');
    }
    text.append(END_OF_REQUEST).append('\n');
    try {
      byte[] line = text.toString().getBytes(StandardCharsets.UTF_8);
      out.write(line);
      bytes += line.length;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the colony's state file", e);
    }
  }

  /** Returns the length of the file. */
  long bytes() {
    return bytes;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private static Change parse(String line) {
    JsonNode node = Json.MAPPER.readTree(line);
    JsonNode row = node.get("row");
    return new Change(
        Json.text(node, "kind"), Json.text(node, "id"), row == null || row.isNull() ? null : row);
  }
}

package io.blindsum.service;

import io.blindsum.keys.AppendedFile;
import io.blindsum.service.StateFolder.Lock;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A party's record of who asked what, under which key, and what was decided: one JSON line each,
 * chained by hashes.
 *
 * <p>A line is on the disk before its release leaves. A line that was edited, removed or moved
 * breaks the chain; lines cut off at the end are missed by the head, a second file with the number
 * and hash of the last line. Who can write both files can write a new history: keep the head that
 * {@code blindsum audit verify} prints in another place to hold against it.
 */
public final class AuditLog {
  /** The log's name in the state folder. */
  static final String LOG = "audit.log";

  private static final String HEAD = "audit.head";
  private static final int MAX_LINE_BYTES = 1 << 16;

  private final StateFolder state;

  /** Takes the log of a state folder. */
  public AuditLog(StateFolder state) {
    this.state = state;
  }

  /**
   * Opens the log of a state folder to look at it.
   *
   * @throws IOException if there is none
   */
  public static AuditLog open(Path folder) throws IOException, InterruptedException {
    if (!Files.exists(folder.resolve(LOG))) {
      throw new NoSuchFileException(folder.resolve(LOG).toString());
    }
    return new AuditLog(StateFolder.existing(folder));
  }

  /** Appends a line; it is on the disk when this returns. */
  void append(AuditEntry entry) throws IOException, InterruptedException {
    try (Lock lock = state.lock("audit")) {
      lock.requireHeld();
      try (AppendedFile log = AppendedFile.open(state.file(LOG))) {
        // nobody was told that half a line was written
        long end = log.endOfLines();
        AuditLine line = next(log, end, entry);
        byte[] bytes = (line.toText() + "\n").getBytes(StandardCharsets.UTF_8);
        log.append(end, List.of(ByteBuffer.wrap(bytes)));
        writeHead(line);
      }
    }
  }

  /**
   * Reads the log from its start and checks each line.
   *
   * @param lines is told each line that is as it was written
   * @return the last line's number and hash
   * @throws AuditException at the first line that was edited, removed or moved
   */
  public Head verify(Consumer<AuditLine> lines) throws IOException, InterruptedException {
    try (Lock lock = state.lock("audit")) {
      lock.requireHeld();
      Head head = readHead();
      Head last = new Head(0, AuditLine.START);
      boolean passedHead = head.line() == 0;
      try (BufferedReader reader = Files.newBufferedReader(state.file(LOG))) {
        for (String text = reader.readLine(); text != null; text = reader.readLine()) {
          AuditLine line = AuditLine.parse(text, last.line(), last.hash());
          last = new Head(line.number(), line.hash());
          passedHead |= last.equals(head);
          lines.accept(line);
        }
      }
      if (!passedHead) {
        throw new AuditException(
            "the log ends before line " + head.line() + ", which was written: lines were removed");
      }
      return last;
    }
  }

  private AuditLine next(AppendedFile log, long end, AuditEntry entry) throws IOException {
    Head head = readHead();
    // a crash between the two files leaves lines behind the head; they go on from it
    for (String text : linesAfter(log, end, head)) {
      AuditLine line = AuditLine.parse(text, head.line(), head.hash());
      head = new Head(line.number(), line.hash());
    }
    return AuditLine.after(head.line(), head.hash(), Instant.now(), entry);
  }

  /** Returns the lines behind the head, read from the end. */
  private static List<String> linesAfter(AppendedFile log, long end, Head head) throws IOException {
    String needle = "\"hash\":\"" + head.hash() + "\"}\n";
    for (long window = 4L * MAX_LINE_BYTES; ; window *= 2) {
      long from = Math.max(0, end - window);
      String tail = StandardCharsets.UTF_8.decode(log.read(from, (int) (end - from))).toString();
      int found = tail.lastIndexOf(needle);
      if (found >= 0 || (from == 0 && head.line() == 0)) {
        String rest = found < 0 ? tail : tail.substring(found + needle.length());
        return rest.lines().toList();
      }
      if (from == 0) {
        throw new AuditException("the audit log does not hold its last line any more");
      }
    }
  }

  private void writeHead(AuditLine line) throws IOException {
    String text = line.number() + " " + line.hash() + "\n";
    state.replace(HEAD, text.getBytes(StandardCharsets.US_ASCII));
  }

  private Head readHead() throws IOException {
    List<String> lines = new ArrayList<>();
    try {
      lines.addAll(Files.readAllLines(state.file(HEAD), StandardCharsets.US_ASCII));
    } catch (NoSuchFileException e) {
      return new Head(0, AuditLine.START);
    }
    String[] words = lines.size() == 1 ? lines.get(0).split(" ", -1) : new String[0];
    if (words.length != 2 || !words[0].matches("[0-9]{1,18}") || words[1].length() != 64) {
      throw new AuditException("audit.head was altered");
    }
    return new Head(Long.parseLong(words[0]), words[1]);
  }

  /**
   * Names the last line.
   *
   * @param line its number; 0 for an empty log
   * @param hash 64 hex digits
   */
  public record Head(long line, String hash) {}
}

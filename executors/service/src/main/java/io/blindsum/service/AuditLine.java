package io.blindsum.service;

import io.blindsum.messages.MessageException;
import io.blindsum.messages.MessageJson;
import io.blindsum.paillier.Sha256;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.JacksonException;

/**
 * One line of the audit log: a JSON object of texts whose last member is the SHA-256 of the hash of
 * the line before, a line feed, and the object without that member.
 *
 * @param number its place in the log, from 1
 * @param members all but the hash, in the order of the line
 * @param hash 64 hex digits
 */
public record AuditLine(long number, Map<String, String> members, String hash) {
  /** What the first line has in place of a line before. */
  public static final String START = "0".repeat(64);

  private static final String HASH = "hash";

  public AuditLine {
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  /** Makes the line behind another one. */
  static AuditLine after(long numberBefore, String hashBefore, Instant time, AuditEntry entry) {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("line", String.valueOf(numberBefore + 1));
    members.put("time", time.toString());
    members.put("event", entry.event());
    members.put("decision", entry.decision());
    members.putAll(entry.details());
    return new AuditLine(numberBefore + 1, members, hash(hashBefore, members));
  }

  /**
   * Reads a line and checks that it is the one behind another.
   *
   * @throws AuditException if it is not
   */
  public static AuditLine parse(String text, long numberBefore, String hashBefore) {
    long number = numberBefore + 1;
    Map<String, String> members = new LinkedHashMap<>();
    try {
      MessageJson.object("line", text)
          .forEachEntry((name, value) -> members.put(name, value.stringValue()));
    } catch (MessageException | JacksonException e) {
      throw altered(number);
    }
    String hash = Objects.requireNonNullElse(members.remove(HASH), "");
    AuditLine line = new AuditLine(number, members, hash);
    boolean follows =
        String.valueOf(number).equals(members.get("line"))
            && hash.equals(hash(hashBefore, members))
            && line.toText().equals(text);
    if (!follows) {
      throw altered(number);
    }
    return line;
  }

  /** Returns the line as it stands in the log. */
  public String toText() {
    Map<String, String> all = new LinkedHashMap<>(members);
    all.put(HASH, hash);
    return write(all);
  }

  private static AuditException altered(long number) {
    return new AuditException(
        "line " + number + " is not the one that was written here: edited, removed or moved");
  }

  private static String hash(String before, Map<String, String> members) {
    return Sha256.of(before + "\n" + write(members));
  }

  private static String write(Map<String, String> members) {
    return MessageJson.write(MessageJson.tree(members));
  }
}

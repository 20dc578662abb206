package io.blindsum.messages;

import java.util.Map;

/** How long a process is on its way: base64 of its JSON, in which its arguments are. */
public final class MessageSize {
  /**
   * The most bytes of a process by which partial results are added, with its answer. Where two of
   * them are longer than that, it is as long as these two.
   */
  public static final int MOST = 1_000_000;

  /** What the server says of a process beside its arguments and its answer. */
  private static final int ENVELOPE = 3_000;

  private MessageSize() {}

  /** Returns the bytes of a process with these arguments and no answer. */
  public static long of(Map<String, Object> arguments) {
    return ofChars(MessageJson.MAPPER.writeValueAsBytes(arguments).length);
  }

  /** Returns the bytes of a process whose JSON has so many characters. */
  public static long ofChars(long chars) {
    return base64(chars + ENVELOPE);
  }

  /** Returns the characters that a text of a message takes in the JSON of a process. */
  public static long chars(String text) {
    return text.length() + text.chars().filter(c -> c == '"' || c == '\\').count() + 3;
  }

  /** Returns the characters of base64 of so many bytes. */
  public static long base64(long bytes) {
    return (bytes + 2) / 3 * 4;
  }
}

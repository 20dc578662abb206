package io.blindsum.messages;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One item of an output that says what it is: a JSON object that opens with {@code
 * {"blindsum":1,"kind":...}}.
 */
public sealed interface Message
    permits PlanMessage, AbstainedMessage, BatchMessage, PartialMessage, ResultMessage {
  /** The version that is written, and the only one that is read. */
  int VERSION = 1;

  /** Returns the study it belongs to. */
  String study();

  /** Returns who signed it; empty if nobody did. */
  String signer();

  /** Returns the signature over {@link #signedBytes}; empty if there is none. */
  String signature();

  /** Returns the same message with the signature of a signer. */
  Message signedBy(String signer, String signature);

  /** Returns the word that the member {@code kind} has. */
  @JsonIgnore
  default String kind() {
    return Kinds.of(this);
  }

  /** Writes the message; equal messages give equal texts. */
  default String toText() {
    ObjectNode object = MessageJson.MAPPER.createObjectNode();
    object.put("blindsum", VERSION).put("kind", kind());
    object.setAll(MessageJson.tree((Record) this));
    return MessageJson.write(object);
  }

  /**
   * Returns what a signature covers, whatever the JSON text looks like: every member but the
   * signature, and but a frame, for which its digest stands.
   */
  default byte[] signedBytes() {
    ObjectNode object = MessageJson.tree((Record) this);
    object.put("kind", kind()).remove(List.of("frame", "signature"));
    return CanonicalBytes.of(object);
  }

  /** Tells whether a text claims to be a message rather than an item of the first example. */
  static boolean isMessage(String text) {
    return text.startsWith("{");
  }

  /**
   * Reads a message.
   *
   * @param where the name of the item; opens every message about it
   * @throws MessageException if it is of another version or kind, a member is missing, unknown,
   *     there twice or out of its range
   */
  static Message parse(String where, String text) {
    ObjectNode object = MessageJson.object(where, text);
    JsonNode version = object.remove("blindsum");
    JsonNode kind = object.remove("kind");
    if (version == null || !version.isInt() || version.intValue() != VERSION) {
      throw new MessageException(where, "not a message of version " + VERSION);
    }
    if (kind == null || !kind.isString() || !Kinds.TYPES.containsKey(kind.stringValue())) {
      throw new MessageException(where, "kind is none of " + Kinds.names());
    }
    return MessageJson.read(where, object, Kinds.type(kind.stringValue()));
  }

  /**
   * Reads a message of one kind.
   *
   * @throws MessageException also if it is of another kind
   */
  static <M extends Message> M parse(String where, String text, Class<M> type) {
    Message message = parse(where, text);
    if (!type.isInstance(message)) {
      throw new MessageException(
          where, "a message of kind " + message.kind() + ", " + Kinds.of(type) + " expected");
    }
    return type.cast(message);
  }

  /** The words for the kinds. */
  final class Kinds {
    private static final Map<String, Class<? extends Message>> TYPES =
        Map.of(
            "plan", PlanMessage.class,
            "abstained", AbstainedMessage.class,
            "batch", BatchMessage.class,
            "partial", PartialMessage.class,
            "result", ResultMessage.class);

    private Kinds() {}

    static String of(Message message) {
      return of(message.getClass());
    }

    static String of(Class<? extends Message> type) {
      return TYPES.entrySet().stream()
          .filter(entry -> entry.getValue().equals(type))
          .map(Map.Entry::getKey)
          .findFirst()
          .orElseThrow();
    }

    static Class<? extends Message> type(String kind) {
      return TYPES.getOrDefault(kind, PlanMessage.class);
    }

    static Set<String> names() {
      return new TreeSet<>(TYPES.keySet());
    }
  }
}

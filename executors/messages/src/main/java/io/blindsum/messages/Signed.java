package io.blindsum.messages;

import io.blindsum.paillier.Sha256;
import io.blindsum.protection.SigningKey;
import io.blindsum.protection.VerifyingKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A message with who signed it: a JSON object that opens with {@code {"blindsum":2,"message":...}}.
 *
 * @param message what is said; the signature covers every member of it
 * @param frame base64 of the frame, or of its seal, that the message is about, for which its digest
 *     stands; empty for a message about none, and for one that was parted from it
 * @param signer the public half of the signing key; empty if nobody signed
 * @param signature over the message and the signer; empty if nobody signed
 * @param <M> what kind of message it is
 */
public record Signed<M extends Message>(M message, String frame, String signer, String signature) {
  /** The version that is written, and the only one that is read. */
  public static final int VERSION = 2;

  private static final String PURPOSE = "blindsum message 2";
  private static final String FORMAT = "blindsum";

  public Signed {
    Check.line("signer", signer);
    Check.line("signature", signature);
  }

  /** Wraps a message that nobody has signed yet. */
  public static <M extends Message> Signed<M> unsigned(M message) {
    return new Signed<>(message, "", "", "");
  }

  /** Wraps a message that nobody has signed yet, with its frame. */
  public static <M extends Message> Signed<M> unsigned(M message, String frame) {
    return new Signed<>(message, frame, "", "");
  }

  /** Returns the same message, with the signer's public half and signature. */
  public Signed<M> by(SigningKey key) {
    String name = key.verifyingKey().text();
    return new Signed<>(message, frame, name, key.sign(PURPOSE, signedBytes(name)));
  }

  /** Returns the same message with another form of its frame. */
  public Signed<M> withFrame(String text) {
    return new Signed<>(message, text, signer, signature);
  }

  /** Returns the same message without its frame: what is kept of it as a receipt. */
  public Signed<M> withoutFrame() {
    return withFrame("");
  }

  /**
   * Tells whether the message is as its signer sent it. Whether the signer is the right one is for
   * the caller to decide.
   */
  public boolean verifies(VerifyingKey key) {
    return signer.equals(key.text()) && key.verifies(PURPOSE, signedBytes(signer), signature);
  }

  /** Tells whether the message is as whoever it names as its signer sent it. */
  boolean verifies() {
    try {
      return verifies(new VerifyingKey(signer));
    } catch (IllegalArgumentException e) {
      // the signer is no key
      return false;
    }
  }

  /** Returns what a signature covers, whatever the JSON text looks like. */
  byte[] signedBytes(String by) {
    ObjectNode object = MessageJson.tree(this);
    object.remove("frame");
    object.remove("signature");
    return CanonicalBytes.of(object.put("signer", by));
  }

  /**
   * Returns 64 hex digits that stand for the message, its signer and the signature; the frame is
   * not in them.
   */
  public String digest() {
    MessageDigest digest = Sha256.open();
    digest.update(signedBytes(signer));
    return Sha256.hex(digest.digest(signature.getBytes(StandardCharsets.UTF_8)));
  }

  /** Writes the message; equal messages give equal texts. */
  public String toText() {
    ObjectNode object = MessageJson.MAPPER.createObjectNode();
    object.put(FORMAT, VERSION);
    object.setAll(MessageJson.tree(this));
    return MessageJson.write(object);
  }

  /** Tells whether a text claims to be a message rather than an item of the first example. */
  public static boolean isMessage(String text) {
    return text.startsWith("{");
  }

  /**
   * Reads a message.
   *
   * @param where the name of the item; opens every message about it
   * @throws MessageException if it is of another version or kind, a member is missing, unknown,
   *     there twice or out of its range
   */
  public static Signed<?> parse(String where, String text) {
    ObjectNode object = MessageJson.object(where, text);
    JsonNode version = object.remove(FORMAT);
    if (version == null || !version.isInt() || version.intValue() < 1) {
      throw new MessageException(where, "not a message of BlindSum");
    }
    if (version.intValue() != VERSION) {
      throw new MessageException(
          where,
          "a message of version %s, and this program reads version %s: all of a study's programs"
                  .formatted(version.intValue(), VERSION)
              + " have to be of one release");
    }
    return MessageJson.read(where, object, Signed.class);
  }

  /**
   * Reads a message of one kind.
   *
   * @throws MessageException also if it is of another kind
   */
  public static <M extends Message> Signed<M> parse(String where, String text, Class<M> type) {
    return parse(where, text).as(where, type);
  }

  /**
   * Returns the message as one of a kind.
   *
   * @throws MessageException if it is of another kind
   */
  public <T extends Message> Signed<T> as(String where, Class<T> type) {
    if (!type.isInstance(message)) {
      throw new MessageException(
          where,
          "a message of kind %s, %s expected"
              .formatted(Message.kindOf(message.getClass()), Message.kindOf(type)));
    }
    return new Signed<>(type.cast(message), frame, signer, signature);
  }
}

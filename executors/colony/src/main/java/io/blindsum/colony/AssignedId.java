package io.blindsum.colony;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Finds which process a reply is about, of which only the beginning is there or can be read. */
final class AssignedId {
  /** So much of a reply is looked at: the server writes the id first. */
  static final int MOST_BYTES = 1 << 16;

  private static final String PAYLOAD = "\"payload\":\"";
  private static final String MEMBER = "processid";

  private AssignedId() {}

  /** Returns the id, if the beginning of a reply names one that is no part of anything else. */
  static Optional<String> of(byte[] reply) {
    String start =
        new String(reply, 0, Math.min(reply.length, MOST_BYTES), StandardCharsets.ISO_8859_1);
    int from = start.indexOf(PAYLOAD);
    if (from < 0) {
      return Optional.empty();
    }
    from += PAYLOAD.length();
    int end = start.indexOf('"', from);
    int length = (end < 0 ? start.length() : end) - from;
    try {
      byte[] text = Base64.getDecoder().decode(start.substring(from, from + length / 4 * 4));
      return member(text);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> member(byte[] text) {
    try (JsonParser parser = Wire.JSON.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean isId = parser.currentName().equalsIgnoreCase(MEMBER);
        JsonToken value = parser.nextToken();
        if (isId && value == JsonToken.VALUE_STRING) {
          return Optional.of(Wire.id("process", parser.getString()));
        }
        parser.skipChildren();
      }
    } catch (JacksonException | Wire.BadIdException e) {
      // it ends before the id, or has none
    }
    return Optional.empty();
  }
}

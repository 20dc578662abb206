package io.blindsum.colony;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/**
 * The envelope of a reply.
 *
 * @param type the type of what is in it; empty if it says none
 * @param content what is in it; null if that, or the type, is missing or no text
 * @param error whether it says that it is a refusal
 */
record Envelope(String type, @Nullable JsonNode content, boolean error) {

  /**
   * Reads an envelope.
   *
   * @throws tools.jackson.core.JacksonException if it, or what is in it, is no JSON
   * @throws IllegalArgumentException if what is in it is no base64
   */
  static Envelope read(byte[] body) {
    String type = null;
    InputStream payload = null;
    boolean error = false;
    try (JsonParser parser = Wire.JSON.createParser(body)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
          String name = parser.currentName();
          JsonToken value = parser.nextToken();
          if (value == JsonToken.VALUE_STRING && name.equals("payload")) {
            payload = text(parser, body);
          } else if (value == JsonToken.VALUE_STRING && name.equals("payloadtype")) {
            type = parser.getString();
          } else if (name.equals("error")) {
            error = value == JsonToken.VALUE_TRUE;
          }
          parser.skipChildren();
        }
      }
      if (parser.nextToken() != null) {
        throw new IllegalArgumentException("more than one envelope");
      }
    }
    return type == null || payload == null
        ? new Envelope("", null, error)
        : new Envelope(type, Wire.JSON.readTree(Base64.getDecoder().wrap(payload)), error);
  }

  /** Returns the bytes of a text, without a copy unless some of it is escaped. */
  private static InputStream text(JsonParser parser, byte[] body) {
    int start = (int) parser.currentTokenLocation().getByteOffset() + 1;
    int end = start;
    while (end < body.length && body[end] != '"' && body[end] != '\\') {
      end++;
    }
    return end < body.length && body[end] == '"'
        ? new ByteArrayInputStream(body, start, end - start)
        : new ByteArrayInputStream(parser.getString().getBytes(StandardCharsets.UTF_8));
  }
}

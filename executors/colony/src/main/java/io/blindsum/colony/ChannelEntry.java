package io.blindsum.colony;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A message in a channel of a process. Channels live in the server's memory only.
 *
 * @param sequence the sender's number
 * @param inReplyTo the number it answers, or 0
 * @param timestamp when the server took it
 * @param senderId the id of the sender's key
 * @param payloadBase64 the content in base64
 * @param type {@code data}, {@code end} or {@code error}
 */
public record ChannelEntry(
    long sequence,
    long inReplyTo,
    @Nullable Instant timestamp,
    String senderId,
    @JsonProperty("payload") String payloadBase64,
    String type) {
  public ChannelEntry {
    senderId = Wire.idOrNone("sender", senderId);
    payloadBase64 = Wire.text(payloadBase64);
    // Here, so that a bad reply is refused as a whole and not when somebody looks at it.
    Base64.getDecoder().decode(payloadBase64);
    type = Wire.text(type);
  }

  /** Decodes the content as UTF-8 text. */
  public String text() {
    return new String(Base64.getDecoder().decode(payloadBase64), StandardCharsets.UTF_8);
  }
}

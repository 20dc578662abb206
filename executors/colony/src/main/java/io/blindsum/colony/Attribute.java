package io.blindsum.colony;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A note that the assigned executor attached to a process. A key cannot be written twice.
 *
 * @param attributeId 64 hex characters
 * @param targetId the process
 * @param targetColonyName the colony
 * @param type 0 in, 1 out, 2 err, 3 env
 * @param key the name
 * @param value the text
 */
public record Attribute(
    String attributeId,
    String targetId,
    String targetColonyName,
    @JsonProperty("attributetype") int type,
    String key,
    String value) {
  public Attribute {
    attributeId = Wire.idOrNone("attribute", attributeId);
    targetId = Wire.idOrNone("target", targetId);
    targetColonyName = Wire.text(targetColonyName);
    key = Wire.text(key);
    value = Wire.text(value);
  }
}

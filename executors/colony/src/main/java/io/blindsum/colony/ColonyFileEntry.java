package io.blindsum.colony;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One line of the list of a label's files.
 *
 * @param name the file's name under the label
 * @param object the key of its object in the bucket
 */
public record ColonyFileEntry(String name, @JsonProperty("s3filename") String object) {
  public ColonyFileEntry {
    name = Wire.text(name);
    object = Wire.text(object);
  }
}

package io.blindsum.colony;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What a colony's file system keeps of a file: its name and checksum, and where the object lies.
 * The object itself goes to an {@link ObjectStore}; any member of the colony can read this record,
 * and whoever has the server can alter it.
 *
 * @param fileId 64 hex digits that the server draws
 * @param label its folder, such as {@code /batches}
 * @param name its name in the folder; the same name may be there many times
 * @param size in bytes
 * @param checksum SHA-256 of the object, in hex
 * @param reference where the object lies
 */
public record ColonyFile(
    String fileId,
    String label,
    String name,
    long size,
    String checksum,
    @JsonProperty("ref") Reference reference) {
  public ColonyFile {
    fileId = Wire.id("file", fileId);
    label = Wire.text(label);
    name = Wire.text(name);
    checksum = Wire.text(checksum);
    reference = reference == null ? Reference.NONE : reference;
  }

  /**
   * Where an object lies.
   *
   * @param s3Object in the terms of S3
   */
  public record Reference(S3Object s3Object) {
    static final Reference NONE = new Reference(S3Object.NONE);

    public Reference {
      s3Object = s3Object == null ? S3Object.NONE : s3Object;
    }
  }

  /**
   * An object of a store that speaks S3. The keys that the protocol has room for are never set.
   *
   * @param server host name or address
   * @param port 1 to 65535
   * @param tls whether the store is reached by TLS
   * @param region as signatures name it; may be empty
   * @param bucket the bucket
   * @param object the key in the bucket
   */
  public record S3Object(
      String server, int port, boolean tls, String region, String bucket, String object) {
    static final S3Object NONE = new S3Object("", 0, false, "", "", "");

    public S3Object {
      server = Wire.text(server);
      region = Wire.text(region);
      bucket = Wire.text(bucket);
      object = Wire.text(object);
    }
  }
}

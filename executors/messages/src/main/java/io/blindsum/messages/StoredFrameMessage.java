package io.blindsum.messages;

/**
 * Where the frame of a batch lies that is too large to travel inside of it: an object under the
 * colony's file system. The site signs it, so that nobody can point to other bytes.
 *
 * @param run the run's nonce
 * @param study the study
 * @param batch the digest of the batch, as the site signed it
 * @param file the id of the object's record in the colony's file system
 * @param name the object's name under the plan
 * @param bytes how many bytes the object has
 * @param digest SHA-256 of the object: of the frame, or of its seal
 */
public record StoredFrameMessage(
    String run,
    String study,
    String batch,
    String file,
    String name,
    @Count long bytes,
    String digest)
    implements Message {
  public StoredFrameMessage {
    Check.hex("run", run);
    Check.name("study", study);
    Check.hex("batch", batch);
    Check.hex("file", file);
    Check.require(StoredFrames.isName(name), "name", "is no name of an object");
    Check.number("bytes", bytes);
    Check.hex("digest", digest);
  }
}

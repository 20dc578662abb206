package io.blindsum.frame;

import io.blindsum.paillier.Sha256;

/**
 * The question that the records of a frame answer.
 *
 * @param hash 64 hex digits that stand for it; opaque here
 * @param rule what it lets whoever decrypts show to others
 */
public record FrameQuestion(String hash, ReleaseRule rule) {
  public FrameQuestion {
    Sha256.requireHex(hash, FrameDescriptor.DIGEST_BYTES, "hash of the question");
  }
}

package io.blindsum.frame;

import io.blindsum.paillier.Sha256;

/**
 * The question that the records of a frame answer.
 *
 * @param hash 64 hex digits that stand for it; opaque here
 * @param minCell the least count that it lets whoever decrypts show to others, at least 1
 */
public record FrameQuestion(String hash, int minCell) {
  public FrameQuestion {
    Sha256.requireHex(hash, FrameDescriptor.DIGEST_BYTES, "hash of the question");
    if (minCell < 1) {
      throw new IllegalArgumentException("least count: at least 1 expected, got " + minCell);
    }
  }
}

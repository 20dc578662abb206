package io.blindsum.frame;

import io.blindsum.paillier.Sha256;

/**
 * What a result says of the weights that its records were multiplied by.
 *
 * @param digest 64 hex digits: SHA-256 over, for each stream in the order of the manifest, SHA-256
 *     of its weights in the order of its records, 8 bytes each, big-endian, two's complement
 * @param positive the sum of the weights above 0
 * @param negative the sum of the magnitudes of those below 0
 */
public record WeightTotals(String digest, long positive, long negative) {
  public WeightTotals {
    Sha256.requireHex(digest, FrameDescriptor.DIGEST_BYTES, "digest of the weights");
    if (positive < 0 || negative < 0 || positive + negative < 0) {
      throw new IllegalArgumentException("weights: a sum is out of range");
    }
  }

  /** Returns the sum of the weights: what counts as the number of rows. */
  public long sum() {
    return positive - negative;
  }

  /**
   * Returns the sum of the magnitudes of the weights: as many rows of weight 1 need the same room.
   */
  public long magnitude() {
    return positive + negative;
  }
}

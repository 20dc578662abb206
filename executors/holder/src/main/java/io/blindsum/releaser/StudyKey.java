package io.blindsum.releaser;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.keys.StoredPublicKey;
import io.blindsum.keys.StoredThreshold;
import io.blindsum.paillier.threshold.ThresholdKey;

/**
 * A key that holders share.
 *
 * @param holders who they are, as the key's file has them
 * @param key verified
 */
record StudyKey(StoredThreshold holders, ThresholdKey key) {
  /**
   * Verifies what a key's file says.
   *
   * @throws io.blindsum.paillier.InvalidKeyException if the verification keys are not its
   */
  static StudyKey of(
      StoredPublicKey stored, StoredThreshold threshold, ModularArithmetic arithmetic) {
    return new StudyKey(threshold, threshold.verify(stored.key(), arithmetic));
  }

  int needed() {
    return holders.needed();
  }

  /** Returns how many holders may be missing. */
  int spare() {
    return holders.holders().size() - holders.needed();
  }
}

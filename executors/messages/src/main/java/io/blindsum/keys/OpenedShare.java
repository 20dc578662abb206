package io.blindsum.keys;

import io.blindsum.paillier.threshold.KeyShare;
import io.blindsum.paillier.threshold.ThresholdKey;

/**
 * A share, and the key that it was found to be of.
 *
 * @param key verified
 * @param share what its verification key says
 */
public record OpenedShare(ThresholdKey key, KeyShare share) {}

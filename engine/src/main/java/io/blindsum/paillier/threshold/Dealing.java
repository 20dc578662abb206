package io.blindsum.paillier.threshold;

import java.util.List;

/**
 * What a dealer hands out.
 *
 * @param key for everybody
 * @param shares one a holder, in order; each for its holder alone
 */
public record Dealing(ThresholdKey key, List<KeyShare> shares) {
  public Dealing {
    shares = List.copyOf(shares);
  }
}

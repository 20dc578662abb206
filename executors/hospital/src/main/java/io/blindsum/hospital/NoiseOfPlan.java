package io.blindsum.hospital;

import io.blindsum.arith.BlockArray;
import io.blindsum.layout.SlotLayout;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.protection.DiscreteLaplace;
import java.math.BigInteger;
import java.util.List;

/**
 * Adds the noise of a site to one plan, once: to its first record, and so to the total, which alone
 * can be read. It lies in the plan's data, so that a batch that is asked for again has the same.
 */
final class NoiseOfPlan {
  private final SlotLayout layout;
  private final PaillierPublicKey key;
  private final DiscreteLaplace laplace;
  private boolean added;

  NoiseOfPlan(SlotLayout layout, PaillierPublicKey key, DiscreteLaplace laplace) {
    this.layout = layout;
    this.key = key;
    this.laplace = laplace;
  }

  /** Adds it to the first record of a batch, unless a batch before has it. */
  void addOnce(BlockArray plaintexts) {
    if (added) {
      return;
    }
    added = true;
    int each = plaintexts.count() / layout.plaintextsPerRecord();
    List<BigInteger> noise = layout.drawNoise(laplace::draw);
    for (int p = 0; p < noise.size(); p++) {
      BigInteger noisy = plaintexts.get(p * each).add(noise.get(p)).mod(key.modulus());
      plaintexts.set(p * each, noisy);
    }
  }
}

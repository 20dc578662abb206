package io.blindsum.benchmarks.protection;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.SquareRing;
import io.blindsum.benchmarks.common.KeyedBenchmark;
import io.blindsum.benchmarks.common.Operands;
import io.blindsum.paillier.Tripwire;

/**
 * What does the search for randomness that is used twice cost, beside the encryption that it
 * follows? The set of those seen is a small one; among millions each look-up leaves the cache once
 * more.
 *
 * <pre>./blindsum bench engine -f Tripwire</pre>
 */
public class TripwireBenchmark extends KeyedBenchmark {
  /** As many as the encryptor looks at together. */
  private static final int CHUNK = 64;

  private SquareRing ring;
  private BlockArray ciphertexts;

  @Override
  public int items() {
    return sized(16 * 1024, 4 * 1024);
  }

  @Override
  protected void prepare() {
    ring = arithmetic.squareRing(key.modulus());
    ciphertexts = Operands.ciphertexts(key, items());
  }

  @Override
  protected Object compute() {
    Tripwire tripwire = Tripwire.create();
    for (int from = 0; from < items(); from += CHUNK) {
      tripwire.admit(ring, ciphertexts.slice(from, from + CHUNK), from);
    }
    return tripwire;
  }

  @Override
  protected void release() {
    ring.close();
  }
}

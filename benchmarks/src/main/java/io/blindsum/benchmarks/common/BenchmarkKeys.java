package io.blindsum.benchmarks.common;

import io.blindsum.arith.Arithmetics;
import io.blindsum.paillier.PaillierKeyGenerator;
import io.blindsum.paillier.PaillierParameters;
import io.blindsum.paillier.PaillierPrivateKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keys to measure with: fresh ones of each size, made once a process. */
public final class BenchmarkKeys {
  private static final Map<Integer, PaillierPrivateKey> KEYS = new ConcurrentHashMap<>();

  private BenchmarkKeys() {}

  /**
   * Returns the key of a size.
   *
   * @param bits of n, even; small ones protect nothing, and are fine to measure with
   */
  public static PaillierPrivateKey ofBits(int bits) {
    return KEYS.computeIfAbsent(
        bits,
        size ->
            PaillierKeyGenerator.of(
                    PaillierParameters.builder().modulusBits(size).insecureTestKey(true).build(),
                    Arithmetics.fastest())
                .generate());
  }
}

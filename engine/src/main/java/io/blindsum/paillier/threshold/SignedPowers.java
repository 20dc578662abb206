package io.blindsum.paillier.threshold;

import io.blindsum.arith.SquareRing;
import java.math.BigInteger;
import java.util.List;

/** Computes products of powers with signed exponents that are not secret. */
final class SignedPowers {
  private SignedPowers() {}

  /**
   * Returns the product of {@code a_k^(w_k)} modulo {@code n^2}: those of negative exponents apart,
   * for one inversion.
   *
   * @param elements units
   */
  static BigInteger product(SquareRing ring, List<BigInteger> elements, List<BigInteger> weights) {
    BigInteger positive = BigInteger.ONE;
    BigInteger negative = BigInteger.ONE;
    for (int k = 0; k < weights.size(); k++) {
      BigInteger power = ring.power(elements.get(k), weights.get(k).abs());
      if (weights.get(k).signum() < 0) {
        negative = ring.multiply(negative, power);
      } else {
        positive = ring.multiply(positive, power);
      }
    }
    return ring.multiply(positive, negative.modInverse(ring.modulus()));
  }
}

package io.blindsum.paillier.threshold;

import io.blindsum.arith.OsRandom;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * A polynomial whose values are shares of its value at 0 (Shamir, Commun. ACM 22, 1979), over the
 * integers modulo {@code n m}.
 *
 * @param coefficients from that of degree 0 up; secret
 * @param modulus {@code n m}; secret
 */
record Sharing(List<BigInteger> coefficients, BigInteger modulus) {

  /** Draws a polynomial of degree below {@code threshold} with a value at 0. */
  static Sharing of(BigInteger secret, int threshold, BigInteger modulus, OsRandom random) {
    List<BigInteger> coefficients = new ArrayList<>();
    coefficients.add(secret);
    while (coefficients.size() < threshold) {
      // uniform in [0, modulus)
      coefficients.add(random.positiveBelow(modulus.add(BigInteger.ONE)).subtract(BigInteger.ONE));
    }
    return new Sharing(coefficients, modulus);
  }

  BigInteger at(int holder) {
    BigInteger x = BigInteger.valueOf(holder);
    BigInteger value = BigInteger.ZERO;
    for (int k = coefficients.size() - 1; k >= 0; k--) {
      value = value.multiply(x).add(coefficients.get(k)).mod(modulus);
    }
    return value;
  }

  /** Tells no digit. */
  @Override
  public String toString() {
    return "sharing of degree " + (coefficients.size() - 1);
  }
}

package io.blindsum.paillier.factoring;

import java.math.BigInteger;

/**
 * Remainders by two multiplications (Menezes, van Oorschot, Vanstone, Handbook of Applied
 * Cryptography, algorithm 14.42). The virtual machine has an intrinsic for those and none for
 * division, so that they take about half the time of {@link BigInteger#mod}.
 */
final class BarrettModulus {
  /** Room above the square of n, so that sums of few are multiplied as they are. */
  private static final int MARGIN_BITS = 32;

  private final BigInteger n;
  private final int bits;
  private final BigInteger reciprocal;

  BarrettModulus(BigInteger n) {
    this.n = n;
    bits = n.bitLength();
    reciprocal = BigInteger.ONE.shiftLeft(2 * bits + MARGIN_BITS).divide(n);
  }

  /**
   * Returns {@code a b mod n}, from 0 to n - 1.
   *
   * @param a of any sign; {@code |a b|} is below {@code 2^32 n^2}
   */
  BigInteger multiply(BigInteger a, BigInteger b) {
    return reduce(a.multiply(b));
  }

  /**
   * Returns {@code x mod n}, from 0 to n - 1.
   *
   * @param x of any sign, its absolute value below {@code 2^32 n^2}
   */
  BigInteger reduce(BigInteger x) {
    BigInteger size = x.abs();
    // at most 2 below the quotient
    BigInteger quotient =
        size.shiftRight(bits - 1).multiply(reciprocal).shiftRight(bits + MARGIN_BITS + 1);
    BigInteger remainder = size.subtract(quotient.multiply(n));
    while (remainder.compareTo(n) >= 0) {
      remainder = remainder.subtract(n);
    }
    return x.signum() < 0 && remainder.signum() > 0 ? n.subtract(remainder) : remainder;
  }
}

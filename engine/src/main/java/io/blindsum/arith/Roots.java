package io.blindsum.arith;

import java.math.BigInteger;

/** Guards the border to the backends: native code ends the process on a modulus of zero. */
public final class Roots {
  private static final int MAX_BITS = 8192;

  private Roots() {}

  /**
   * Returns the root if it is odd, at least 3 and at most 8192 bits.
   *
   * @throws IllegalArgumentException if it is not; the text tells no digit of it
   */
  public static BigInteger requireOdd(BigInteger root) {
    if (root.bitLength() < 2 || root.signum() < 0 || root.bitLength() > MAX_BITS) {
      throw new IllegalArgumentException(
          "a modulus of " + root.bitLength() + " bits: 2 to " + MAX_BITS + " expected");
    }
    if (!root.testBit(0)) {
      throw new IllegalArgumentException("the modulus is even");
    }
    return root;
  }

  /** Returns the number if it is not negative. */
  public static BigInteger requireNonNegative(BigInteger number) {
    if (number.signum() < 0) {
      throw new IllegalArgumentException("a negative number; 0 or more expected");
    }
    return number;
  }
}

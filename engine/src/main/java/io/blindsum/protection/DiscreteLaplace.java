package io.blindsum.protection;

import java.math.BigInteger;
import java.util.function.IntFunction;

/**
 * Draws integers x with a probability in proportion to e^(-|x| s / t), exactly: from uniform random
 * bits and comparisons of integers alone, so that no rounding tells anything of what it hides
 * (Canonne, Kamath, Steinke, "The Discrete Gaussian for Differential Privacy", NeurIPS 2020).
 */
public final class DiscreteLaplace {
  private final IntFunction<BigInteger> bits;

  /**
   * Draws from a source.
   *
   * @param bits returns a uniform number of as many random bits
   */
  public DiscreteLaplace(IntFunction<BigInteger> bits) {
    this.bits = bits;
  }

  /**
   * Draws a number, by their Algorithm 2.
   *
   * @param t the scale's numerator, above 0
   * @param s its denominator, above 0
   */
  public BigInteger draw(BigInteger t, BigInteger s) {
    while (true) {
      BigInteger u = below(t);
      if (isExponential(u, t)) {
        BigInteger x = u.add(t.multiply(wholeParts())).divide(s);
        boolean negative = below(BigInteger.TWO).signum() == 0;
        // else 0 would be drawn twice as often
        if (!negative || x.signum() > 0) {
          return negative ? x.negate() : x;
        }
      }
    }
  }

  /** Counts successes of probability 1/e until the first failure. */
  private BigInteger wholeParts() {
    long successes = 0;
    while (isExponential(BigInteger.ONE, BigInteger.ONE)) {
      successes++;
    }
    return BigInteger.valueOf(successes);
  }

  /** Succeeds with probability e^(-a/b), where a is at most b, by their Algorithm 1. */
  private boolean isExponential(BigInteger a, BigInteger b) {
    long k = 1;
    while (below(b.multiply(BigInteger.valueOf(k))).compareTo(a) < 0) {
      k++;
    }
    return k % 2 == 1;
  }

  /** Draws a uniform number in [0, bound), by rejection. */
  private BigInteger below(BigInteger bound) {
    int length = bound.subtract(BigInteger.ONE).bitLength();
    while (length > 0) {
      BigInteger drawn = bits.apply(length);
      if (drawn.compareTo(bound) < 0) {
        return drawn;
      }
    }
    return BigInteger.ZERO;
  }
}

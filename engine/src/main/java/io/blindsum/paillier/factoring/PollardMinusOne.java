package io.blindsum.paillier.factoring;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.paillier.ModulusTests;
import java.math.BigInteger;
import java.util.BitSet;

/**
 * The p - 1 method (Pollard, "Theorems on factorization and primality testing", Proc. Camb. Phil.
 * Soc. 76, 1974): finds the primes {@code p} for which each prime power in {@code p - 1} is at most
 * {@value #BOUND}.
 */
final class PollardMinusOne {
  static final int BOUND = 1 << 18;

  private static final BigInteger BASE = BigInteger.valueOf(3);
  private static final int EXPONENT_BITS = 8192;

  private PollardMinusOne() {}

  /** Returns the product of what it finds: a divisor of {@code n}, 1 if it finds nothing. */
  static BigInteger divisor(BigInteger n, ModularArithmetic arithmetic) {
    BitSet primes = ModulusTests.primesBelow(BOUND);
    BigInteger power = BASE;
    BigInteger exponent = BigInteger.ONE;
    for (int p = primes.nextSetBit(0); p >= 0; p = primes.nextSetBit(p + 1)) {
      exponent = exponent.multiply(BigInteger.valueOf(ModulusTests.largestPower(p, BOUND)));
      if (exponent.bitLength() > EXPONENT_BITS) {
        power = arithmetic.power(power, exponent, n);
        exponent = BigInteger.ONE;
      }
    }
    return arithmetic.power(power, exponent, n).subtract(BigInteger.ONE).gcd(n);
  }
}

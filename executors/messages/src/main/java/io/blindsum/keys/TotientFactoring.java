package io.blindsum.keys;

import io.blindsum.paillier.InvalidKeyException;
import io.blindsum.paillier.PaillierPrivateKey;
import java.math.BigInteger;

/**
 * Finds the primes of {@code n} from a multiple of Carmichael's {@code lambda(n)}, for private keys
 * that were stored without them (Miller, J. Comput. Syst. Sci. 13, 1976, section 4).
 */
final class TotientFactoring {
  /** Each base fails with a chance of a half at most. */
  private static final int BASES = 100;

  private TotientFactoring() {}

  /**
   * Returns the key of {@code n}.
   *
   * @param lambda {@code (p-1)(q-1)} or their least common multiple
   * @throws InvalidKeyException if it is neither
   */
  static PaillierPrivateKey factor(BigInteger n, BigInteger lambda) {
    int twos = lambda.getLowestSetBit();
    boolean plausible = lambda.signum() > 0 && twos > 0 && lambda.compareTo(n) < 0;
    BigInteger base = BigInteger.ONE;
    for (int i = 0; plausible && i < BASES; i++) {
      base = base.nextProbablePrime();
      BigInteger factor = factor(n, lambda, twos, base);
      if (!factor.equals(BigInteger.ONE)) {
        return PaillierPrivateKey.of(factor, n.divide(factor));
      }
    }
    throw new InvalidKeyException("lambda does not belong to n");
  }

  /** Looks for a square root of one besides 1 and n - 1; returns a factor, or 1. */
  private static BigInteger factor(BigInteger n, BigInteger lambda, int twos, BigInteger base) {
    BigInteger minusOne = n.subtract(BigInteger.ONE);
    BigInteger power = base.modPow(lambda.shiftRight(twos), n);
    for (int i = 0; i < twos; i++) {
      BigInteger square = power.multiply(power).mod(n);
      if (square.equals(BigInteger.ONE)) {
        boolean trivial = power.equals(BigInteger.ONE) || power.equals(minusOne);
        return trivial ? BigInteger.ONE : power.subtract(BigInteger.ONE).gcd(n);
      }
      power = square;
    }
    return BigInteger.ONE;
  }
}

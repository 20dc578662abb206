package io.blindsum.blinding;

import io.blindsum.arith.OsRandom;
import java.math.BigInteger;

/** Draws uniform units modulo {@code n}. */
final class RandomUnits {
  private RandomUnits() {}

  static BigInteger draw(OsRandom random, BigInteger n) {
    BigInteger r = random.positiveBelow(n);
    // finding a factor of n by chance is as likely as factoring it; a bad key makes it likely
    while (!r.gcd(n).equals(BigInteger.ONE)) {
      r = random.positiveBelow(n);
    }
    return r;
  }
}

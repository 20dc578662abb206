package io.blindsum.gmp;

import io.blindsum.arith.CrtRing;
import io.blindsum.arith.FactoredRing;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.arith.Roots;
import io.blindsum.arith.SquareRing;
import java.math.BigInteger;

/** Arithmetic by GMP, call by call through JNR-FFI. */
final class GmpArithmetic implements ModularArithmetic {
  /** Below, a test costs little however it is made. */
  private static final int SMALL_BITS = 64;

  private static final int CERTAINTY = 128;

  private final GmpLibrary gmp;

  GmpArithmetic(GmpLibrary gmp) {
    this.gmp = gmp;
  }

  @Override
  public String name() {
    return "gmp";
  }

  @Override
  public SquareRing squareRing(BigInteger root) {
    return new GmpRing(gmp, root, false);
  }

  @Override
  public SquareRing secretPowerRing(BigInteger root) {
    return new GmpRing(gmp, root, true);
  }

  @Override
  public FactoredRing factoredRing(BigInteger p, BigInteger q) {
    return new CrtRing(new GmpRing(gmp, p, true), new GmpRing(gmp, q, true));
  }

  @Override
  public BigInteger power(BigInteger base, BigInteger exponent, BigInteger modulus) {
    Roots.requireOdd(modulus);
    if (Roots.requireNonNegative(exponent).signum() == 0) {
      return BigInteger.ONE;
    }
    int limbs = Limbs.forBytes((modulus.bitLength() + 7) / 8);
    Limbs result = Limbs.of(Roots.requireNonNegative(base).mod(modulus), limbs);
    Limbs e = Limbs.of(exponent, Limbs.forBytes((exponent.bitLength() + 7) / 8));
    Limbs m = Limbs.of(modulus, limbs);
    try (SecretPower power = new SecretPower(gmp, m, e, exponent.bitLength())) {
      Limbs input = Limbs.of(base.mod(modulus), limbs);
      power.compute(input, result);
      input.wipe();
    }
    BigInteger value = result.toBigInteger();
    result.wipe();
    e.wipe();
    m.wipe();
    return value;
  }

  /**
   * Tests with base 2 first, which nearly every composite number fails, and then as {@link
   * BigInteger} does. GMP's own {@code mpz_probab_prime_p} leaves the number behind in memory that
   * it frees.
   */
  @Override
  public boolean isProbablePrime(BigInteger candidate) {
    Roots.requireNonNegative(candidate);
    boolean worthIt =
        candidate.bitLength() < SMALL_BITS
            || (candidate.testBit(0) && isStrongProbablePrimeToBase2(candidate));
    return worthIt && candidate.isProbablePrime(CERTAINTY);
  }

  /** Miller and Rabin's test (FIPS 186-5, appendix B.3.1) with one base. */
  private boolean isStrongProbablePrimeToBase2(BigInteger candidate) {
    BigInteger minusOne = candidate.subtract(BigInteger.ONE);
    int twos = minusOne.getLowestSetBit();
    BigInteger power = power(BigInteger.TWO, minusOne.shiftRight(twos), candidate);
    if (power.equals(BigInteger.ONE)) {
      return true;
    }
    for (int i = 1; i < twos && !power.equals(minusOne); i++) {
      power = power.multiply(power).mod(candidate);
    }
    return power.equals(minusOne);
  }
}

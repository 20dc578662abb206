package io.blindsum.gmp;

import io.blindsum.arith.CrtRing;
import io.blindsum.arith.FactoredRing;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.arith.Roots;
import io.blindsum.arith.SquareRing;
import java.math.BigInteger;

/** Arithmetic by GMP, call by call through JNR-FFI. */
final class GmpArithmetic implements ModularArithmetic {
  /** Baillie-PSW and 16 rounds of Miller and Rabin, as GMP counts them. */
  private static final int PRIMALITY_REPETITIONS = 40;

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

  @Override
  public boolean isProbablePrime(BigInteger candidate) {
    int bytes = Math.max(1, (Roots.requireNonNegative(candidate).bitLength() + 7) / 8);
    Limbs limbs = Limbs.of(candidate, Limbs.forBytes(bytes));
    boolean prime =
        gmp.__gmpz_probab_prime_p(new MpzView(limbs).refresh(), PRIMALITY_REPETITIONS) != 0;
    limbs.wipe();
    return prime;
  }
}

package io.blindsum.gmp;

/**
 * Powers with {@code mpn_sec_powm}: the same instructions and memory for all operands of the same
 * length, all of it in memory of ours, which is wiped.
 */
final class SecretPower implements PowerOperation {
  private final GmpLibrary gmp;
  private final Limbs modulus;
  private final Limbs exponent;
  private final long exponentBits;
  private final Limbs scratch;

  SecretPower(GmpLibrary gmp, Limbs modulus, Limbs exponent, int exponentBits) {
    this.gmp = gmp;
    this.modulus = modulus;
    this.exponent = exponent;
    this.exponentBits = exponentBits;
    long limbs = gmp.__gmpn_sec_powm_itch(modulus.count(), exponentBits, modulus.count());
    this.scratch = Limbs.allocate(Math.toIntExact(limbs));
  }

  @Override
  public void compute(Limbs base, Limbs result) {
    gmp.__gmpn_sec_powm(
        result.address(),
        base.address(),
        modulus.count(),
        exponent.address(),
        exponentBits,
        modulus.address(),
        modulus.count(),
        scratch.address());
  }

  @Override
  public void close() {
    scratch.wipe();
  }
}

package io.blindsum.gmp;

import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/** Powers with {@code mpz_powm}: the fastest of GMP, in a time that tells of the exponent. */
final class PublicPower implements PowerOperation {
  private final GmpLibrary gmp;
  private final MpzView modulus;
  private final MpzView exponent;
  private final Limbs result = Limbs.allocate(2);

  PublicPower(GmpLibrary gmp, Limbs modulus, Limbs exponent) {
    this.gmp = gmp;
    this.modulus = new MpzView(modulus);
    this.exponent = new MpzView(exponent);
    gmp.__gmpz_init2(result.address(), (long) modulus.count() * Long.SIZE);
  }

  @Override
  public void compute(Limbs base, Limbs out) {
    MpzView view = new MpzView(base);
    gmp.__gmpz_powm(result.address(), view.refresh(), exponent.refresh(), modulus.refresh());
    int size = (int) (result.get(0) >> Integer.SIZE);
    Pointer limbs = Pointer.wrap(Runtime.getSystemRuntime(), result.get(1));
    for (int i = 0; i < out.count(); i++) {
      out.put(i, i < size ? limbs.getLong((long) i * Long.BYTES) : 0);
    }
  }

  @Override
  public void close() {
    gmp.__gmpz_clear(result.address());
  }
}

package io.blindsum.gmp;

/**
 * An {@code mpz_t} over limbs of ours, read-only for GMP, as {@code mpz_roinit_n} makes it: a
 * struct of the ints {@code alloc} and {@code size} and the pointer to the limbs.
 */
final class MpzView {
  private final Limbs struct = Limbs.allocate(2);
  private final Limbs limbs;

  MpzView(Limbs limbs) {
    this.limbs = limbs;
    struct.put(1, limbs.address());
    refresh();
  }

  /** Takes over what the limbs hold now. */
  long refresh() {
    // alloc 0 in the first int, size in the second; the machines we run on are little-endian
    struct.put(0, (long) limbs.significant() << Integer.SIZE);
    return struct.address();
  }
}

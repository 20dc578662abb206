package io.blindsum.gmp;

/** Raises numbers to one power modulo one number; for one thread. */
interface PowerOperation extends AutoCloseable {

  /** Computes {@code result = base^exponent mod modulus}; both have the modulus' limbs. */
  void compute(Limbs base, Limbs result);

  @Override
  void close();
}

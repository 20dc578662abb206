package io.blindsum.arith;

import java.math.BigInteger;

/**
 * Computes modulo {@code n^2} with the secret factors of {@code n = p q}, modulo {@code p^2} and
 * {@code q^2} and joined by the Chinese remainder theorem (CRT).
 *
 * <p>Exponents are secret here: powers take a time that does not depend on them as far as the
 * backend can. Elements and residues have the widths of {@link SquareRing}. Safe for use by many
 * threads until it is closed; a call after that is refused with an {@link IllegalStateException}.
 */
public interface FactoredRing extends AutoCloseable {

  /** Returns {@code n}. */
  BigInteger root();

  /**
   * Computes the residuosity class of each element: the {@code m} in [0, n) with {@code c = (1 +
   * n)^m r^n mod n^2} for some {@code r} (Paillier 1999, section 4, and 7 for CRT).
   *
   * @param elements units modulo {@code n^2}
   * @param residues receives one block of the root's width a class
   * @throws ArithmeticException if {@code c^(p-1)} is not 1 modulo {@code p}, or the same for
   *     {@code q}: the element is no unit, or the computation went wrong
   */
  void residuosityClasses(BlockArray elements, BlockArray residues);

  /**
   * Computes the element that is {@code y_p^p mod p^2} and {@code y_q^q mod q^2}. For uniform units
   * {@code y_p} and {@code y_q} it is distributed as {@code r^n mod n^2} for a uniform unit {@code
   * r}, at half the exponent's length.
   *
   * @param basesModP values in (0, p), in blocks of {@code ceil(bits(p) / 8)} bytes
   * @param basesModQ values in (0, q), in blocks of {@code ceil(bits(q) / 8)} bytes
   */
  void nthResidues(BlockArray basesModP, BlockArray basesModQ, BlockArray out);

  /**
   * Makes a table for many powers of one base modulo {@code n^2}, kept modulo {@code p^2} and
   * {@code q^2}. The table may be used as long as the ring is open.
   *
   * @param base in [0, n^2), a unit
   * @param exponentBits 1 to 32768
   * @param window 1 to 16; see {@link SquareRing#fixedBase}
   */
  FixedBase fixedBase(BigInteger base, int exponentBits, int window);

  /** Wipes and frees what the ring holds off the heap. */
  @Override
  void close();
}

package io.blindsum.arith;

/**
 * Raises one base to many exponents modulo {@code n^2} with a table of its powers (Brickell,
 * Gordon, McCurley, Wilson, "Fast Exponentiation with Precomputation", EUROCRYPT 1992).
 *
 * <p>The addresses that are read depend on the exponents. Every batch call accepts any count. Safe
 * for use by many threads until it, or the ring that it was made by, is closed; a call on a closed
 * table is refused with an {@link IllegalStateException}.
 */
public interface FixedBase extends AutoCloseable {

  /** Returns the bits that an exponent may have. */
  int exponentBits();

  /** Returns the bytes of an exponent's block: {@code ceil(exponentBits / 8)}. */
  default int exponentBytes() {
    return (exponentBits() + 7) / 8;
  }

  /**
   * Computes {@code out_i = base^(e_i) mod n^2}.
   *
   * @param exponents blocks of {@link #exponentBytes()}
   * @param out elements
   * @throws IllegalArgumentException if an exponent has more than {@link #exponentBits()} bits
   */
  void power(BlockArray exponents, BlockArray out);

  /**
   * Computes {@code out_i = (1 + m_i n) base^(e_i) mod n^2}.
   *
   * @param residues the {@code m_i}, below {@code n}
   * @param exponents blocks of {@link #exponentBytes()}
   * @param out elements
   * @throws IllegalArgumentException if an exponent has more than {@link #exponentBits()} bits
   */
  void encrypt(BlockArray residues, BlockArray exponents, BlockArray out);

  /** Wipes and frees the table. */
  @Override
  void close();
}

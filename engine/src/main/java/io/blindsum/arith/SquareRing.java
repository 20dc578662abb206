package io.blindsum.arith;

import java.math.BigInteger;

/**
 * Computes in the ring of integers modulo {@code n^2}, where Paillier ciphertexts live.
 *
 * <p>The root {@code n} is known, so that an element may be kept as the pair {@code (c0, c1)} of
 * {@code c0 + c1 n}, and {@code 1 + m n} is the pair {@code (1, m)}. Elements are blocks of {@link
 * #elementBytes()} and values below {@code n^2}; residues modulo {@code n} are blocks of {@link
 * #rootBytes()}. Every batch call accepts any count, zero too, and {@code out} may be one of the
 * inputs. A ring is safe for use by many threads until it is closed; a call after that is refused
 * with an {@link IllegalStateException}, and what a call uses is wiped when it is over.
 */
public interface SquareRing extends AutoCloseable {

  /** Returns {@code n}. */
  BigInteger root();

  /** Returns {@code n^2}. */
  BigInteger modulus();

  /** Returns the bytes of a residue modulo {@code n}: {@code ceil(bits(n) / 8)}. */
  default int rootBytes() {
    return (root().bitLength() + 7) / 8;
  }

  /** Returns the bytes of an element: twice {@link #rootBytes()}. */
  default int elementBytes() {
    return 2 * rootBytes();
  }

  /** Computes {@code out_i = a_i b_i mod n^2}. */
  void multiply(BlockArray a, BlockArray b, BlockArray out);

  /**
   * Computes {@code out_i = (1 + m_i n) u_i mod n^2}: an encryption whose blinding is ready.
   *
   * @param residues the {@code m_i}, below {@code n}
   * @param units the {@code u_i}, elements
   */
  void multiplyLifted(BlockArray residues, BlockArray units, BlockArray out);

  /**
   * Computes {@code out_i = a_i mod n}.
   *
   * @param out blocks of {@link #rootBytes()}
   */
  void residues(BlockArray elements, BlockArray out);

  /** Computes the product of all elements; 1 when there are none. */
  BigInteger product(BlockArray elements);

  /**
   * Computes {@code out_i = a_i^exponent mod n^2}.
   *
   * @param exponent in [0, 2^32768)
   */
  void power(BlockArray elements, BigInteger exponent, BlockArray out);

  /**
   * Computes the product of {@code a_i^{w_i}}, those of either sign apart.
   *
   * @param weights one an element, not secret
   */
  default SignedProduct weightedProduct(BlockArray elements, long[] weights) {
    return new WeightedProduct(this, elements, weights).compute();
  }

  /**
   * Makes a table for many powers of one base, {@code ceil(exponentBits / window)} multiplications
   * each. It takes {@code 2^window} elements of memory and as many multiplications for each of
   * these. The table may be used as long as the ring is open.
   *
   * @param base an element that is a unit
   * @param exponentBits 1 to 32768
   * @param window 1 to 16
   * @throws NoRoomException if there is too little memory off the heap for the table
   */
  default FixedBase fixedBase(BigInteger base, int exponentBits, int window) {
    return new TableFixedBase(this, base, exponentBits, window);
  }

  /** Returns the bytes of memory that the table of {@link #fixedBase} takes. */
  default long fixedBaseBytes(int exponentBits, int window) {
    long positions = (exponentBits + window - 1L) / window;
    return (positions * elementBytes()) << window;
  }

  /** Returns the most memory that a table may take, in bytes: here, a part of Java's own. */
  default long fixedBaseRoom() {
    return Runtime.getRuntime().maxMemory() / 4;
  }

  /** Computes {@code a^exponent mod n^2} for {@code a} in [0, n^2) and an exponent from 0 up. */
  default BigInteger power(BigInteger element, BigInteger exponent) {
    BlockArray one = BlockArray.of(elementBytes(), element);
    power(one, exponent, one);
    return one.get(0);
  }

  /** Computes {@code a b mod n^2}. */
  default BigInteger multiply(BigInteger a, BigInteger b) {
    return product(BlockArray.of(elementBytes(), a, b));
  }

  /** Wipes and frees what the ring holds off the heap. */
  @Override
  void close();
}

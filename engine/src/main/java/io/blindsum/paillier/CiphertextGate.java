package io.blindsum.paillier;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.SquareRing;
import java.math.BigInteger;

/**
 * Refuses what is not a ciphertext before anything is computed with it.
 *
 * <p>A single decryption of {@code 0} or of a multiple of {@code n} can hand over the private key,
 * and a non-unit in a sum destroys it.
 */
public final class CiphertextGate {
  private CiphertextGate() {}

  /**
   * Checks that each block {@code c} is in (0, n^2) and a unit modulo {@code n}: one multiplication
   * a ciphertext and one greatest common divisor for all.
   *
   * @return the product of all, which is the sum of the plaintexts under encryption
   * @throws InvalidCiphertextException with the index of the first one that is not
   */
  public static BigInteger requireUnits(SquareRing ring, BlockArray ciphertexts) {
    BigInteger product = product(ring, ciphertexts);
    if (!isUnit(product, ring.root())) {
      throw new InvalidCiphertextException(firstNonUnit(ring, ciphertexts));
    }
    return product;
  }

  /**
   * Checks that each block is below {@code n^2}. For who multiplies several such products and
   * checks the whole one by {@link #isUnit}.
   *
   * @return the product of all, which is a unit if each of them is one
   * @throws InvalidCiphertextException with the index of the first one that is not in range
   */
  public static BigInteger product(SquareRing ring, BlockArray ciphertexts) {
    int refused = ciphertexts.firstNotBelow(ring.modulus());
    if (refused >= 0) {
      throw new InvalidCiphertextException(refused);
    }
    return ring.product(ciphertexts);
  }

  /** Tells whether an element has an inverse. */
  public static boolean isUnit(BigInteger element, BigInteger n) {
    return element.gcd(n).equals(BigInteger.ONE);
  }

  /**
   * Checks that each ciphertext carries randomness: {@code c mod n} depends on {@code r} alone
   * ({@code 1 + m n = 1 mod n}), so that 1, and -1 of order two, show the plaintext to everybody.
   * For what a hospital sends; a sum over nothing is 1 by right.
   *
   * @throws InvalidCiphertextException with the index of the first one that is not blinded
   */
  public static void requireBlinded(PaillierPublicKey key, BlockArray ciphertexts) {
    BigInteger n = key.modulus();
    for (int i = 0; i < ciphertexts.count(); i++) {
      if (showsPlaintext(ciphertexts.get(i).mod(n), n)) {
        throw new InvalidCiphertextException(i);
      }
    }
  }

  /** Tells whether {@code c mod n} is 1 or -1. */
  static boolean showsPlaintext(BigInteger residue, BigInteger n) {
    return residue.equals(BigInteger.ONE) || residue.equals(n.subtract(BigInteger.ONE));
  }

  /**
   * Finds the first non-unit of ciphertexts of which one is, by bisection: as many multiplications
   * as the search began with, and one greatest common divisor a step.
   */
  private static int firstNonUnit(SquareRing ring, BlockArray ciphertexts) {
    int from = 0;
    int to = ciphertexts.count();
    while (to - from > 1) {
      int middle = (from + to) >>> 1;
      if (isUnit(ring.product(ciphertexts.slice(from, middle)), ring.root())) {
        from = middle;
      } else {
        to = middle;
      }
    }
    return from;
  }
}

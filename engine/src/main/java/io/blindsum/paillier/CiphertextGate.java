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
    requireInRange(ring, ciphertexts);
    BigInteger product = ring.product(ciphertexts);
    if (!isUnit(product, ring.root())) {
      throw new InvalidCiphertextException(firstNonUnit(ring, ciphertexts));
    }
    return product;
  }

  private static void requireInRange(SquareRing ring, BlockArray ciphertexts) {
    int refused = ciphertexts.firstNotBelow(ring.modulus());
    if (refused >= 0) {
      throw new InvalidCiphertextException(refused);
    }
  }

  private static int firstNonUnit(SquareRing ring, BlockArray ciphertexts) {
    for (int i = 0; i < ciphertexts.count(); i++) {
      if (!isUnit(ciphertexts.get(i), ring.root())) {
        return i;
      }
    }
    throw new IllegalStateException("a product of units was not a unit");
  }

  private static boolean isUnit(BigInteger element, BigInteger n) {
    return element.gcd(n).equals(BigInteger.ONE);
  }
}

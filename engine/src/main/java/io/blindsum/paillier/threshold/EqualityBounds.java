package io.blindsum.paillier.threshold;

import java.math.BigInteger;

/**
 * The ranges of the numbers of a proof.
 *
 * @param challengeBits {@code 0 <= e < 2^challengeBits}
 * @param witness {@code 0 <= y < witness}
 */
record EqualityBounds(int challengeBits, BigInteger witness) {
  /** The bits by which a nonce exceeds what it hides. */
  private static final int HIDING_BITS = 128;

  /** Returns the bits of the nonce {@code r}, which hides {@code e y} to within 2^-128. */
  int nonceBits() {
    return witness.bitLength() + challengeBits + HIDING_BITS;
  }

  /** Returns what every response of an honest holder is below. */
  BigInteger response() {
    return BigInteger.ONE.shiftLeft(nonceBits()).add(witness.shiftLeft(challengeBits));
  }

  boolean admitsChallenge(BigInteger e) {
    return e.signum() >= 0 && e.bitLength() <= challengeBits;
  }

  boolean admitsResponse(BigInteger z) {
    return z.signum() >= 0 && z.compareTo(response()) < 0;
  }
}

package io.blindsum.paillier.proof;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.paillier.InvalidKeyException;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.paillier.PaillierPublicKey;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Shows that {@code n} has no square factor and that {@code gcd(n, phi(n)) = 1}, so that every
 * ciphertext has one plaintext: the {@code n}-th roots of challenges, which only exist for all of
 * them if raising to {@code n} is a bijection (Goldberg, Reyzin, Sagga, Baldimtsi, "Efficient
 * Noninteractive Certification of RSA Moduli and Beyond", ASIACRYPT 2019, section 3).
 *
 * <p>If it is not, and no prime below 6370 divides {@code n}, a challenge has a root with
 * probability 1/6370 at most, and all {@value #COUNT} with 2^-138.
 *
 * @param roots one a challenge, in order
 */
record NthRootProof(List<BigInteger> roots) {
  static final int COUNT = 11;

  private static final String LABEL = "paillier-key-cert-v1";

  NthRootProof {
    roots = List.copyOf(roots);
  }

  static NthRootProof make(PaillierPrivateKey key, ModularArithmetic arithmetic) {
    BigInteger n = key.publicKey().modulus();
    BigInteger one = BigInteger.ONE;
    BigInteger phi = key.p().subtract(one).multiply(key.q().subtract(one));
    BigInteger exponent = n.modInverse(phi);
    Challenges challenges = new Challenges(LABEL, n);
    return new NthRootProof(
        IntStream.range(0, COUNT)
            .mapToObj(i -> arithmetic.power(challenges.unit(i), exponent, n))
            .toList());
  }

  /**
   * Returns if the proof holds.
   *
   * @throws InvalidKeyException if it does not
   */
  void verify(PaillierPublicKey key, ModularArithmetic arithmetic) {
    BigInteger n = key.modulus();
    if (roots.size() != COUNT) {
      throw new InvalidKeyException(
          "certificate: %s of %s roots of degree n".formatted(roots.size(), COUNT));
    }
    Challenges challenges = new Challenges(LABEL, n);
    for (int i = 0; i < COUNT; i++) {
      BigInteger root = roots.get(i);
      boolean inRange = root.signum() > 0 && root.compareTo(n) < 0;
      if (!inRange || !arithmetic.power(root, n, n).equals(challenges.unit(i))) {
        throw new InvalidKeyException("certificate: root " + i + " of degree n does not verify");
      }
    }
  }
}

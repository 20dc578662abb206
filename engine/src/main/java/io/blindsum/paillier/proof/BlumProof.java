package io.blindsum.paillier.proof;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.paillier.InvalidKeyException;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.paillier.PaillierPublicKey;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Shows that a square-free composite {@code n = 1 mod 4} is the product of two primes that are 3
 * modulo 4 (van de Graaf, Peralta, "A Simple and Secure Way to Show the Validity of Your Public
 * Key", CRYPTO 1987; Canetti, Gennaro, Goldfeder, Makriyannis, Peled, CCS 2020, figure 16).
 *
 * <p>For such an {@code n} and a {@code w} of Jacobi symbol -1, one of {@code y, -y, wy, -wy} is a
 * square for every unit {@code y}. For any other {@code n} these four lie in at most half of the
 * classes modulo squares, so that a challenge is answered with probability 1/2 at most, and all
 * {@value #COUNT} with 2^-128. The root that is shown is the one that is a square itself: it is a
 * function of {@code n}, as two different roots of one number would factor it.
 *
 * @param roots the square root of one of the four for each challenge, in order
 */
record BlumProof(List<BigInteger> roots) {
  static final int COUNT = 128;

  private static final String LABEL = "blindsum-blum-cert-v1";

  BlumProof {
    roots = List.copyOf(roots);
  }

  /**
   * Makes the proof.
   *
   * @param key of Blum form
   */
  static BlumProof make(PaillierPrivateKey key, ModularArithmetic arithmetic) {
    BigInteger n = key.publicKey().modulus();
    BigInteger twist = twist(n);
    Challenges challenges = new Challenges(LABEL, n);
    return new BlumProof(
        IntStream.range(0, COUNT)
            .mapToObj(i -> root(challenges.unit(i), twist, key, arithmetic))
            .toList());
  }

  private static BigInteger root(
      BigInteger challenge,
      BigInteger twist,
      PaillierPrivateKey key,
      ModularArithmetic arithmetic) {
    BigInteger n = key.publicKey().modulus();
    boolean sameSymbol =
        isSquare(challenge, key.p(), arithmetic) == isSquare(challenge, key.q(), arithmetic);
    BigInteger square = sameSymbol ? challenge : challenge.multiply(twist).mod(n);
    if (!isSquare(square, key.p(), arithmetic)) {
      square = n.subtract(square);
    }
    BigInteger p = key.p();
    BigInteger rootP = squareRoot(square, p, arithmetic);
    BigInteger rootQ = squareRoot(square, key.q(), arithmetic);
    BigInteger high = rootQ.subtract(rootP).multiply(p.modInverse(key.q())).mod(key.q());
    return rootP.add(p.multiply(high));
  }

  /** Returns {@code a^((p+1)/4) mod p}: the root that is a square, if {@code a} is one. */
  private static BigInteger squareRoot(
      BigInteger a, BigInteger prime, ModularArithmetic arithmetic) {
    BigInteger exponent = prime.add(BigInteger.ONE).shiftRight(2);
    return arithmetic.power(a.mod(prime), exponent, prime);
  }

  private static boolean isSquare(BigInteger a, BigInteger prime, ModularArithmetic arithmetic) {
    BigInteger root = squareRoot(a, prime, arithmetic);
    return root.multiply(root).subtract(a).mod(prime).signum() == 0;
  }

  /**
   * Returns if the proof holds for a square-free composite.
   *
   * @throws InvalidKeyException if it does not
   */
  void verify(PaillierPublicKey key) {
    BigInteger n = key.modulus();
    if (n.testBit(1)) {
      throw new InvalidKeyException("certificate: claims Blum form for an n that is 3 modulo 4");
    }
    if (roots.size() != COUNT) {
      throw new InvalidKeyException(
          "certificate: %s of %s square roots".formatted(roots.size(), COUNT));
    }
    BigInteger twist = twist(n);
    Challenges challenges = new Challenges(LABEL, n);
    for (int i = 0; i < COUNT; i++) {
      if (!answers(roots.get(i), challenges.unit(i), twist, n)) {
        throw new InvalidKeyException("certificate: square root " + i + " does not verify");
      }
    }
  }

  private static boolean answers(
      BigInteger root, BigInteger challenge, BigInteger twist, BigInteger n) {
    if (root.signum() <= 0 || root.compareTo(n) >= 0) {
      return false;
    }
    BigInteger square = root.multiply(root).mod(n);
    BigInteger twisted = challenge.multiply(twist).mod(n);
    return square.equals(challenge)
        || square.equals(n.subtract(challenge))
        || square.equals(twisted)
        || square.equals(n.subtract(twisted));
  }

  /** Returns the smallest integer whose Jacobi symbol modulo {@code n} is -1; {@code w} above. */
  static BigInteger twist(BigInteger n) {
    for (int w = 2; w < 1 << 16; w++) {
      if (jacobi(w, n) == -1) {
        return BigInteger.valueOf(w);
      }
    }
    throw new InvalidKeyException("certificate: no small number has the Jacobi symbol -1");
  }

  /** Returns the Jacobi symbol {@code (a/n)} of a small number, by reciprocity. */
  static int jacobi(int a, BigInteger n) {
    int twos = Integer.numberOfTrailingZeros(a);
    int odd = a >> twos;
    int sign = twos % 2 == 1 && isThreeOrFive(n.intValue()) ? -1 : 1;
    if ((odd & 3) == 3 && (n.intValue() & 3) == 3) {
      sign = -sign;
    }
    int rest = n.mod(BigInteger.valueOf(odd)).intValueExact();
    if (rest == 0) {
      return odd == 1 ? sign : 0;
    }
    return sign * jacobi(rest, BigInteger.valueOf(odd));
  }

  /** Tells whether a number is 3 or 5 modulo 8, where 2 has the symbol -1. */
  private static boolean isThreeOrFive(int n) {
    return (n & 7) == 3 || (n & 7) == 5;
  }
}

package io.blindsum.paillier;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The tests that show from an odd modulus alone that it is not a product of two good primes. */
public final class ModulusTests {
  /** Primes below this are looked for one and all. */
  static final int SMALL_PRIME_BOUND = 1 << 20;

  private static final int FERMAT_STEPS = 10_000;

  /** Together these let one non-square in some 10^9 through, so few square roots are taken. */
  private static final int[] SIEVE_MODULI = {
    64, 63, 65, 11, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97
  };

  private static final BitSet[] SQUARES = squares();

  private ModulusTests() {}

  /** Tells whether a prime below {@value #SMALL_PRIME_BOUND} divides {@code n}. */
  public static boolean hasSmallFactor(BigInteger n) {
    BigInteger product = BigInteger.ONE;
    for (BigInteger factor : SmallPrimes.PRODUCTS) {
      product = product.multiply(factor).mod(n);
    }
    return !product.gcd(n).equals(BigInteger.ONE);
  }

  /**
   * Tells whether {@code n} is a prime or a pseudoprime to the base 2. The product of two random
   * primes passes for one with a chance below 2^-1000.
   */
  public static boolean isPrime(BigInteger n) {
    return BigInteger.TWO.modPow(n.subtract(BigInteger.ONE), n).equals(BigInteger.ONE);
  }

  /**
   * Tells whether {@code n} is the power of an integer above {@value #SMALL_PRIME_BOUND}.
   *
   * <p>The root of odd degree {@code k} of an odd {@code n} is unique modulo 2^m, where it is
   * {@code n^(1/k mod 2^(m-1))}; with 2^m above the root it is the root itself, or there is none.
   */
  static boolean isPerfectPower(BigInteger n) {
    BigInteger root = n.sqrt();
    if (root.multiply(root).equals(n)) {
      return true;
    }
    for (int degree = 3; n.bitLength() / degree >= 20; degree += 2) {
      if (isPower(n, degree)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPower(BigInteger n, int degree) {
    int bits = n.bitLength() / degree + 1;
    BigInteger modulus = BigInteger.ONE.shiftLeft(bits);
    BigInteger inverse = BigInteger.valueOf(degree).modInverse(modulus.shiftRight(1));
    BigInteger root = n.mod(modulus).modPow(inverse, modulus);
    return (long) (root.bitLength() - 1) * degree < n.bitLength() && root.pow(degree).equals(n);
  }

  /**
   * Tells whether {@value #FERMAT_STEPS} steps of Fermat's method factor {@code n}: whether {@code
   * a^2 - n} is a square for one of as many {@code a} above the root of {@code n}.
   */
  static boolean hasClosePrimes(BigInteger n) {
    BigInteger start = n.sqrt().add(BigInteger.ONE);
    int[] startResidues = residues(start);
    int[] residues = residues(n);
    for (int step = 0; step < FERMAT_STEPS; step++) {
      if (mayBeSquare(startResidues, residues, step) && isSquareGap(start, n, step)) {
        return true;
      }
    }
    return false;
  }

  private static int[] residues(BigInteger number) {
    int[] residues = new int[SIEVE_MODULI.length];
    for (int i = 0; i < residues.length; i++) {
      residues[i] = number.mod(BigInteger.valueOf(SIEVE_MODULI[i])).intValue();
    }
    return residues;
  }

  private static boolean mayBeSquare(int[] start, int[] n, int step) {
    for (int i = 0; i < SIEVE_MODULI.length; i++) {
      int a = start[i] + step;
      int modulus = SIEVE_MODULI[i];
      if (!SQUARES[i].get((a * a + modulus - n[i]) % modulus)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSquareGap(BigInteger start, BigInteger n, int step) {
    BigInteger a = start.add(BigInteger.valueOf(step));
    BigInteger gap = a.multiply(a).subtract(n);
    return gap.sqrt().pow(2).equals(gap);
  }

  private static BitSet[] squares() {
    BitSet[] squares = new BitSet[SIEVE_MODULI.length];
    for (int i = 0; i < squares.length; i++) {
      int modulus = SIEVE_MODULI[i];
      squares[i] = new BitSet(modulus);
      for (int root = 0; root < modulus; root++) {
        squares[i].set(root * root % modulus);
      }
    }
    return squares;
  }

  /** Returns the primes below a bound, by the sieve of Eratosthenes. */
  public static BitSet primesBelow(int bound) {
    BitSet primes = new BitSet(bound);
    primes.set(2, bound);
    for (int i = 2; i * i < bound; i++) {
      for (int multiple = i * i; primes.get(i) && multiple < bound; multiple += i) {
        primes.clear(multiple);
      }
    }
    return primes;
  }

  /** Returns the largest power of a prime that is not above a bound. */
  public static int largestPower(int prime, int bound) {
    int power = prime;
    while (power <= bound / prime) {
      power *= prime;
    }
    return power;
  }

  /**
   * All primes below the bound, multiplied into numbers of the size of a modulus. One product of
   * them all would take five times as long for one key.
   */
  private static final class SmallPrimes {
    static final List<BigInteger> PRODUCTS = products(primesBelow(SMALL_PRIME_BOUND));

    private static final int BITS = 2048;

    private static List<BigInteger> products(BitSet primes) {
      List<BigInteger> products = new ArrayList<>();
      BigInteger product = BigInteger.ONE;
      long word = 1;
      for (int p = 2; p >= 0; p = primes.nextSetBit(p + 1)) {
        word *= p;
        if (word > Long.MAX_VALUE / SMALL_PRIME_BOUND) {
          product = product.multiply(BigInteger.valueOf(word));
          word = 1;
        }
        if (product.bitLength() > BITS) {
          products.add(product);
          product = BigInteger.ONE;
        }
      }
      products.add(product.multiply(BigInteger.valueOf(word)));
      return products;
    }
  }
}

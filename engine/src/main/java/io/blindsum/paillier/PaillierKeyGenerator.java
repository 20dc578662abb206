package io.blindsum.paillier;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.arith.OsRandom;
import java.math.BigInteger;
import java.util.function.IntFunction;

/**
 * Makes private keys of Blum form: {@code p = q = 3 mod 4} and {@code gcd(p-1, q-1) = 2}, so that
 * every way of blinding is open to them.
 *
 * <p>The primes are drawn uniformly from the operating system's random source (no structure that
 * CVE-2017-15361 could find) with their top two bits set, and lie more than 2^(bits/2 - 100) apart
 * (FIPS 186-5, A.1.3).
 */
public final class PaillierKeyGenerator {
  private static final int DISTANCE_SLACK_BITS = 100;
  private static final int SIEVE_BOUND = 2000;
  private static final BigInteger SMALL_PRIMES = productOfOddPrimesBelow(SIEVE_BOUND);

  private final PaillierParameters parameters;
  private final ModularArithmetic arithmetic;
  private final OsRandom random;

  private PaillierKeyGenerator(
      PaillierParameters parameters, ModularArithmetic arithmetic, OsRandom random) {
    this.parameters = parameters;
    this.arithmetic = arithmetic;
    this.random = random;
  }

  public static PaillierKeyGenerator of(
      PaillierParameters parameters, ModularArithmetic arithmetic) {
    return new PaillierKeyGenerator(parameters, arithmetic, OsRandom.open());
  }

  /** Makes a new key; about 0.1 s at 3072 bits with GMP, a few seconds without. */
  public PaillierPrivateKey generate() {
    return generate(this::blumPrime);
  }

  /**
   * Makes a new key of safe primes, as threshold decryption needs it; some seconds at 3072 bits
   * with GMP, on all cores.
   */
  public PaillierPrivateKey generateOfSafePrimes() {
    return generate(new SafePrimes(arithmetic, random)::next);
  }

  private PaillierPrivateKey generate(IntFunction<BigInteger> primeOfBits) {
    int primeBits = parameters.modulusBits() / 2;
    while (true) {
      BigInteger p = primeOfBits.apply(primeBits);
      BigInteger q = primeOfBits.apply(primeBits);
      if (fitTogether(p, q, primeBits)) {
        return PaillierPrivateKey.of(p, q);
      }
    }
  }

  private static boolean fitTogether(BigInteger p, BigInteger q, int primeBits) {
    BigInteger one = BigInteger.ONE;
    boolean apart = p.subtract(q).abs().bitLength() > primeBits - DISTANCE_SLACK_BITS;
    boolean gcdTwo = p.subtract(one).gcd(q.subtract(one)).equals(BigInteger.TWO);
    BigInteger phi = p.subtract(one).multiply(q.subtract(one));
    return apart && gcdTwo && p.multiply(q).gcd(phi).equals(one);
  }

  private BigInteger blumPrime(int bits) {
    while (true) {
      // the top two bits make n as long as asked, the low two make p = 3 mod 4
      BigInteger candidate =
          random.bits(bits).setBit(bits - 1).setBit(bits - 2).setBit(1).setBit(0);
      boolean sieved = candidate.gcd(SMALL_PRIMES).equals(BigInteger.ONE);
      if (sieved && arithmetic.isProbablePrime(candidate)) {
        return candidate;
      }
    }
  }

  private static BigInteger productOfOddPrimesBelow(int bound) {
    BigInteger product = BigInteger.ONE;
    for (int i = 3; i < bound; i += 2) {
      BigInteger number = BigInteger.valueOf(i);
      if (product.gcd(number).equals(BigInteger.ONE)) {
        product = product.multiply(number);
      }
    }
    return product;
  }
}

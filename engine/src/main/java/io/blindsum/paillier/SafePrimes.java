package io.blindsum.paillier;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.arith.OsRandom;
import java.math.BigInteger;
import java.util.BitSet;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds safe primes {@code p = 2 p' + 1} on all cores.
 *
 * <p>An interval that starts at a random number is sieved for {@code p'} and {@code p} at once, by
 * the primes below 2^20, and what is left is tested in order. A prime after a long gap is likelier
 * than others for that; the entropy lost is a few bits of some thousand (Brandt, Damgård, "On
 * Generation of Probable Primes by Incremental Search", CRYPTO 1992).
 */
final class SafePrimes {
  /** Candidates of one interval, which lie 2 apart: some 280 outlast the sieve. */
  private static final int CANDIDATES = 1 << 16;

  private static final int[] SIEVE =
      ModulusTests.primesBelow(ModulusTests.SMALL_PRIME_BOUND).stream().skip(1).toArray();

  private final ModularArithmetic arithmetic;
  private final OsRandom random;

  SafePrimes(ModularArithmetic arithmetic, OsRandom random) {
    this.arithmetic = arithmetic;
    this.random = random;
  }

  /**
   * Returns a safe prime whose two top bits are set.
   *
   * @param bits its length, at least 64
   */
  BigInteger next(int bits) {
    return Stream.generate(() -> random.bits(bits - 3).setBit(bits - 2).setBit(bits - 3).setBit(0))
        .parallel()
        .map(this::firstAfter)
        .flatMap(Optional::stream)
        .filter(prime -> prime.bitLength() == bits)
        .findAny()
        .orElseThrow();
  }

  /** Returns the safe prime of the first good {@code p'} of an interval, if it has one. */
  private Optional<BigInteger> firstAfter(BigInteger start) {
    BitSet composite = sieve(start);
    for (int i = composite.nextClearBit(0); i < CANDIDATES; i = composite.nextClearBit(i + 1)) {
      BigInteger half = start.add(BigInteger.valueOf(2L * i));
      BigInteger prime = half.shiftLeft(1).setBit(0);
      if (passesBase2(half)
          && passesBase2(prime)
          && arithmetic.isProbablePrime(half)
          && arithmetic.isProbablePrime(prime)) {
        return Optional.of(prime);
      }
    }
    return Optional.empty();
  }

  /** Fermat's test, which nearly every composite number fails. */
  private boolean passesBase2(BigInteger candidate) {
    BigInteger exponent = candidate.subtract(BigInteger.ONE);
    return arithmetic.power(BigInteger.TWO, exponent, candidate).equals(BigInteger.ONE);
  }

  /** Marks the {@code i} for which a small prime divides {@code start + 2i} or its double + 1. */
  private static BitSet sieve(BigInteger start) {
    int[] words = words(start);
    BitSet composite = new BitSet(CANDIDATES);
    for (int r : SIEVE) {
      long rest = rest(words, r);
      long half = (r + 1L) / 2;
      // start + 2i = 0 (mod r), and 2 (start + 2i) + 1 = 0 (mod r)
      mark(composite, (int) ((r - rest) * half % r), r);
      mark(composite, (int) ((r + (r - 1L) / 2 - rest) * half % r), r);
    }
    return composite;
  }

  private static void mark(BitSet composite, int first, int step) {
    for (int i = first; i < CANDIDATES; i += step) {
      composite.set(i);
    }
  }

  /** Returns a number in words of 32 bits, the highest first. */
  private static int[] words(BigInteger number) {
    int[] words = new int[(number.bitLength() + Integer.SIZE - 1) / Integer.SIZE];
    for (int i = 0; i < words.length; i++) {
      words[i] = number.shiftRight(Integer.SIZE * (words.length - 1 - i)).intValue();
    }
    return words;
  }

  private static long rest(int[] words, int divisor) {
    long rest = 0;
    for (int word : words) {
      rest = ((rest << Integer.SIZE) | Integer.toUnsignedLong(word)) % divisor;
    }
    return rest;
  }
}

package io.blindsum.paillier.factoring;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.arith.OsRandom;
import io.blindsum.paillier.KeyDefect;
import io.blindsum.paillier.KeyGate;
import io.blindsum.paillier.ModulusTests;
import io.blindsum.paillier.PaillierPublicKey;
import java.math.BigInteger;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

/**
 * Looks for primes of {@code n} that somebody with little work could find, for the seconds that the
 * approval of a key is worth: factors of up to some 50 bits by elliptic curves, and primes {@code
 * p} with a smooth {@code p - 1}. What is found is forgotten: only the defect is told.
 */
public final class FactorSearch {
  private static final int SMALL_FACTOR_BITS = 64;

  /**
   * Find 15-digit factors with the bound of {@link EllipticCurveMethod} (Zimmermann, Dodson 2006).
   */
  private static final int CURVES = 25;

  private FactorSearch() {}

  /**
   * Searches; some seconds at 2048 bits, twice as many at 3072.
   *
   * @param key one that passed a {@link KeyGate}
   * @param progress is told the share that is done, from 0 to 1
   * @return what was found out about the modulus
   */
  public static Optional<KeyDefect> examine(
      PaillierPublicKey key, ModularArithmetic arithmetic, DoubleConsumer progress) {
    return examine(key.modulus(), arithmetic, CURVES, progress);
  }

  static Optional<KeyDefect> examine(
      BigInteger n, ModularArithmetic arithmetic, int curves, DoubleConsumer progress) {
    progress.accept(0);
    BigInteger divisor = PollardMinusOne.divisor(n, arithmetic);
    if (divisor.equals(BigInteger.ONE)) {
      divisor = byCurves(n, curves, progress);
    }
    progress.accept(1);
    return divisor.equals(BigInteger.ONE) ? Optional.empty() : Optional.of(classify(divisor));
  }

  private static BigInteger byCurves(BigInteger n, int curves, DoubleConsumer progress) {
    OsRandom random = OsRandom.open();
    AtomicInteger done = new AtomicInteger();
    return IntStream.range(0, curves)
        .parallel()
        .mapToObj(
            i -> {
              BigInteger divisor = EllipticCurveMethod.divisor(n, random);
              progress.accept((double) done.incrementAndGet() / curves);
              return divisor;
            })
        .filter(divisor -> !divisor.equals(BigInteger.ONE))
        .findAny()
        .orElse(BigInteger.ONE);
  }

  private static KeyDefect classify(BigInteger divisor) {
    if (!ModulusTests.isPrime(divisor)) {
      return KeyDefect.MANY_FACTORS;
    }
    return divisor.bitLength() <= SMALL_FACTOR_BITS ? KeyDefect.SMALL_FACTOR : KeyDefect.WEAK_PRIME;
  }
}

package io.blindsum.blinding;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.arith.Arithmetics;
import io.blindsum.arith.BlockArray;
import io.blindsum.arith.OsRandom;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.testing.Vectors;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.function.Consumer;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;

/**
 * The randomness of a million values: the roots {@code r} of full blinding and the exponents {@code
 * a} of fixed-base blinding, and two planted faults that these tests must find. A sound source
 * fails each of them once in a million runs.
 */
class BlindingUniformityTest {
  private static final double LEAST_P = 1e-6;
  private static final int DRAWS = 1_000_000;
  private static final int CHUNK = 1000;
  private static final int[] SMALL_PRIMES = {3, 5, 7, 11, 13};
  private static final int PRODUCT_OF_SMALL_PRIMES = 3 * 5 * 7 * 11 * 13;

  private final PaillierPublicKey key = Vectors.privateKey("blum-1024").publicKey();
  private final BigInteger n = key.modulus();

  @Test
  void rootsAreUniform() {
    try (FreshBlinding blinding = FreshBlinding.of(key, Arithmetics.fastest())) {
      assertThat(leastPOfRoots(blinding::drawUnits)).isGreaterThan(LEAST_P);
    }
  }

  @Test
  void aModuloInsteadOfARejectionIsFound() {
    OsRandom random = OsRandom.open();
    assertThat(
            leastPOfRoots(
                units -> {
                  for (int i = 0; i < units.count(); i++) {
                    units.set(i, random.bits(n.bitLength()).mod(n));
                  }
                }))
        .isLessThan(LEAST_P);
  }

  @Test
  void everyBitOfTheExponentsIsFair() {
    try (FixedBaseBlinding blinding =
        FixedBaseBlinding.of(key, Arithmetics.fastest(), new TableBudget(0, 1))) {
      assertThat(leastPOfBits(blinding::drawExponents)).isGreaterThan(LEAST_P);
    }
  }

  @Test
  void exponentsThatAreOneBitShortAreFound() {
    OsRandom random = OsRandom.open();
    int bits = FixedBaseBlinding.exponentBits(key) - 1;
    assertThat(leastPOfBits(exponents -> random.fillBits(exponents, bits))).isLessThan(LEAST_P);
  }

  /** Returns the least p of chi-square tests of r / n and of r modulo small primes. */
  private double leastPOfRoots(Consumer<BlockArray> draw) {
    long[] places = new long[256];
    long[][] residues = Arrays.stream(SMALL_PRIMES).mapToObj(long[]::new).toArray(long[][]::new);
    BigInteger product = BigInteger.valueOf(PRODUCT_OF_SMALL_PRIMES);
    BlockArray chunk = BlockArray.allocate(CHUNK, key.ciphertextBytes());
    for (int done = 0; done < DRAWS; done += CHUNK) {
      draw.accept(chunk);
      for (int i = 0; i < CHUNK; i++) {
        BigInteger r = chunk.get(i);
        places[r.shiftLeft(8).divide(n).intValueExact()]++;
        int residue = r.mod(product).intValueExact();
        for (int j = 0; j < SMALL_PRIMES.length; j++) {
          residues[j][residue % SMALL_PRIMES[j]]++;
        }
      }
    }
    double least = pOfEqualCounts(places);
    for (long[] counts : residues) {
      least = Math.min(least, pOfEqualCounts(counts));
    }
    // the least of six: each is allowed a sixth of the error
    return Math.min(1, least * (1 + SMALL_PRIMES.length));
  }

  private static double pOfEqualCounts(long[] counts) {
    double[] expected = new double[counts.length];
    Arrays.fill(expected, (double) DRAWS / counts.length);
    return new ChiSquareTest().chiSquareTest(expected, counts);
  }

  /** Returns the least two-sided p of the z of each bit, corrected for the number of bits. */
  private double leastPOfBits(Consumer<BlockArray> draw) {
    int bits = FixedBaseBlinding.exponentBits(key);
    int bytes = (bits + 7) / 8;
    long[][] valuesOfByte = new long[bytes][256];
    BlockArray chunk = BlockArray.allocate(CHUNK, bytes);
    byte[] drawn = new byte[CHUNK * bytes];
    for (int done = 0; done < DRAWS; done += CHUNK) {
      draw.accept(chunk);
      chunk.bytes().get(drawn);
      for (int i = 0; i < drawn.length; i++) {
        valuesOfByte[i % bytes][drawn[i] & 0xff]++;
      }
    }
    double greatest = 0;
    for (int bit = 0; bit < bits; bit++) {
      long ones = onesOf(valuesOfByte[bytes - 1 - bit / 8], bit % 8);
      greatest = Math.max(greatest, Math.abs(2.0 * ones - DRAWS) / Math.sqrt(DRAWS));
    }
    double p = 2 * new NormalDistribution().cumulativeProbability(-greatest);
    return Math.min(1, p * bits);
  }

  private static long onesOf(long[] counts, int bit) {
    long ones = 0;
    for (int value = 0; value < counts.length; value++) {
      ones += (value >> bit & 1) * counts[value];
    }
    return ones;
  }
}
